from optimizer.runs.attending import with_report
from optimizer.runs.child import progress_in
from optimizer.runs.models import HISTORY_LENGTH


def report(seconds, score, bound=100):
    return {"seconds": seconds, "score": score, "bound": bound, "gap": 0.5}


def test_the_history_keeps_what_is_new():
    history = with_report([], report(1, 5))
    assert history == [report(1, 5)]
    assert with_report(history, report(2, 5)) == history
    assert with_report(history, {}) == history
    assert with_report(history, report(2, 5, bound=99)) == [report(1, 5), report(2, 5, bound=99)]


def test_the_history_stays_bounded_and_keeps_its_ends():
    history = []
    for second in range(1000):
        history = with_report(history, report(second, second))
        assert len(history) <= HISTORY_LENGTH

    seconds = [entry["seconds"] for entry in history]
    assert (seconds[0], seconds[-1]) == (0, 999) and seconds == sorted(set(seconds))


def test_progress_is_told_from_other_lines():
    assert progress_in('{"seconds": 1, "score": 2, "bound": 3.5, "gap": 0.1}') == {
        "seconds": 1,
        "score": 2,
        "bound": 3.5,
        "gap": 0.1,
    }
    assert progress_in("Warning: something") is None
    assert progress_in("{broken") is None
    assert progress_in('{"other": 1}') is None


def test_numbers_that_json_cannot_store_are_unknown():
    told = progress_in('{"seconds": 1, "score": null, "bound": Infinity, "gap": NaN}')

    assert told == {"seconds": 1, "score": None, "bound": None, "gap": None}
