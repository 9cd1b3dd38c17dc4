"""Clusters out of judgements: chains that hold, and chains that are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitrep.merge.clusters import cluster
from sitrep.merge.judgement import Judgement


def same(a: str, b: str, weight: float = 3.0) -> Judgement:
    return Judgement(a, b, "same", (), weight)


def never(a: str, b: str) -> bool:
    return False


def test_a_chain_is_one_cluster_in_the_order_of_the_ids() -> None:
    assert cluster(["c", "a", "b"], [same("a", "b"), same("b", "c")], never) == [("c", "a", "b")]


def test_unsure_and_different_link_nothing() -> None:
    judged = [Judgement("a", "b", "unsure", ()), Judgement("b", "c", "different", ())]
    assert cluster(["a", "b", "c"], judged, never) == [("a",), ("b",), ("c",)]


def test_where_two_contradict_the_lightest_link_between_them_gives_way() -> None:
    judged = [same("a", "b", 5), same("b", "c", 4)]
    assert cluster(["a", "b", "c"], judged, lambda x, y: {x, y} == {"a", "c"}) == [("a", "b"), ("c",)]
    judged = [same("a", "b", 4), same("b", "c", 5)]
    assert cluster(["a", "b", "c"], judged, lambda x, y: {x, y} == {"a", "c"}) == [("a",), ("b", "c")]


names = st.sampled_from("abcdefg")
judgements = st.builds(same, names, names, st.sampled_from([3.0, 4.0]))


@given(st.lists(judgements, max_size=12), st.sets(st.frozensets(names, min_size=2, max_size=2)), st.randoms())
def test_the_order_of_judgements_does_not_matter_and_no_cluster_holds_a_contradiction(
    judged: list[Judgement], apart: set[frozenset[str]], random: object
) -> None:
    def differ(x: str, y: str) -> bool:
        return frozenset((x, y)) in apart

    found = cluster(list("abcdefg"), judged, differ)
    shuffled = list(judged)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cluster(list("abcdefg"), shuffled, differ) == found
    assert sorted(name for group in found for name in group) == list("abcdefg")
    assert not any(differ(x, y) for group in found for x in group for y in group)
