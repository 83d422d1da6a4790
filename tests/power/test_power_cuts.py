"""The power goes at any moment: what was called saved is there, and the file is whole."""

from tests.power.cuts import NAMES, one_cut

CUTS = 200


def tally(folder, seeds, synchronous):
    rows = [one_cut(folder, seed, synchronous) for seed in seeds]
    return dict(zip(NAMES, (sum(column) for column in zip(*rows, strict=True)), strict=True))


def test_no_cut_takes_what_was_acknowledged(tmp_path, day_seed):
    told = tally(tmp_path, range(day_seed * CUTS, (day_seed + 1) * CUTS), "FULL")
    assert told["acknowledged"] > CUTS * 3
    assert told["in_checkpoint"] > CUTS / 20
    assert (told["lost"], told["broken"]) == (0, 0)


def test_without_syncing_each_commit_the_cuts_are_seen(tmp_path):
    assert tally(tmp_path, range(40), "NORMAL")["lost"] > 40
