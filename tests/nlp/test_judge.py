"""The judge reads along: it tells a paraphrase from another statement, never fails on an input, and facts rule over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp import judge
from nlp.check import check
from nlp.verdict import scores, share_of_article
from nlp.weights import learned


def test_what_a_sentence_says_in_its_own_words_is_likelier_than_what_it_does_not_say() -> None:
    evidence = ["Anna Lind is a Norwegian painter who was born in Oslo."]
    borne_out = judge.odds("Anna Lind is a painter.", evidence)
    assert borne_out > judge.odds("Anna Lind is a singer.", evidence) + 1
    assert borne_out > judge.odds("Anna Lind was born in Paris.", evidence) + 1


def test_no_length_of_claim_or_evidence_fails() -> None:
    for claim, evidence in (("", []), ("word " * 5000, ["word " * 5000]), ("日本語 Привет", ["\x00\ufffd"])):
        assert abs(judge.odds(claim, evidence)) < 100


def test_a_fact_that_the_source_contradicts_stays_contradicted_with_and_without_the_judge() -> None:
    source = "The pier of Norrby was opened on 3 June 2014 by Anna Lind. It cost 40 million crowns."
    for model in (True, False):
        found = check("The pier of Norrby was opened on 8 June 2014 by Anna Lind.", source, model=model)
        assert found.verdict == "contradicted"
        assert [f.status for f in found.facts if f.kind == "date"] == ["mismatch"]


def test_the_score_moves_with_the_judge_and_is_that_of_the_words_without_it() -> None:
    features = check_features()
    low, none, high = (scores(features, 3, judged).supported for judged in (-5.0, None, 5.0))
    assert low < high
    assert scores(features, 3).supported == none
    assert scores(features, 3, 50.0).supported == scores(features, 3, 6.0).supported


def test_the_cut_lies_between_that_of_a_passage_and_that_of_an_article() -> None:
    cuts = {kind: learned("blend")[kind]["supported_from"] for kind in ("passage", "article")}
    for sentences in (1, 20, 200):
        share = share_of_article(sentences)
        wanted = (1 - share) * cuts["passage"] + share * cuts["article"]
        assert abs(scores(check_features(), sentences, 0.0).supported_from - wanted) < 1e-9


def check_features() -> NDArray[np.float32]:

    return np.zeros(len(learned("verdict")["linear"]["mean"]), np.float32)
