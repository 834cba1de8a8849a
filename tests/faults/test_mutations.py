"""The tests tested: each mistake that the design forbids is noticed, and nothing is where none was made."""

import pytest

from tests.faults.mutations import MUTATIONS, UNCHANGED, Mutation, tried

# The checks that are there for it; others may notice too.
BY = {
    "naive retry after an uncertain POST": {"orders once"},
    "what was on its way at a kill is sent again": {"orders once"},
    "no quiet period": {"quiet"},
    "updates are confirmed before they are stored": {"updates"},
    "an await inside a transaction": {"updates", "ends"},
    "*Create order* counts at any revision": {"confirmed"},
    "*Create order* confirms whatever is on the table": {"confirmed"},
    "the POST is sent first and stored after": {"orders once"},
    "a reply counts as delivered before it is sent": {"answers"},
}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_each_mistake_is_noticed(mutation: Mutation) -> None:
    assert BY[mutation.name] & {*tried(mutation, checks=BY[mutation.name]).by}


def test_without_a_mistake_the_same_worlds_pass() -> None:
    caught = tried(UNCHANGED)
    assert caught.by == (), caught.what
