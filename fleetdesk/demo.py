"""The desk on a local simulator."""

import argparse


def run(words: argparse.Namespace) -> int:
    """The demo."""
    return 1
