"""Accounts, rules for documents and the address service, each in one line of the preferences."""

from collections.abc import Sequence

from fleetdesk.base.local_formats import number
from fleetdesk.base.sentences import joined, listed
from fleetdesk.base.translation import _
from fleetdesk.domain.document_rules import Rule, need_words
from fleetdesk.geocoding.presets import PRESETS
from fleetdesk.profile.settings import Account, Addresses


def account_words(account: Account) -> str:
    """Return the name of an account with what is set for it."""
    pace = _("every {seconds} s").format(seconds=number(account.poll_s, 0)) if account.poll_s else ""
    return joined(filter(None, (account.name, account.zone, account.language, pace, account.url)))


def rule_words(rule: Rule) -> str:
    """Return for which tasks a rule is, and what it needs."""
    group = _("group {number}").format(number=rule.group) if rule.group is not None else ""
    tasks = joined(filter(None, (rule.pattern, group))) or _("All tasks")
    needs = listed(map(need_words, rule.types)) if rule.types else _("no document")
    return _("{tasks}: {documents}").format(tasks=tasks, documents=needs)


def service_words(addresses: Addresses) -> str:
    """Return the name of the chosen address service, with the address of an own one; the key stands nowhere."""
    name = next((each.name for each in PRESETS if each.key == addresses.service), addresses.service)
    return joined(filter(None, (name, addresses.address)))


def shift_words(hours: Sequence[int]) -> str:
    """Return the hours at which shifts begin, as they are typed."""
    return joined(map(str, hours))
