import pytest
from django.urls import reverse
from django.utils import timezone

from optimizer.runs.models import Run
from tests.partners.people import Role, organisation, person

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/assets/rounds/7/"}


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def url(name, run):
    return reverse(f"runs:{name}", args=[run.pk])


def ended(run, status="feasible", **change):
    given = {"status": status, "solution": {"status": status}, "finished_at": timezone.now(), **change}
    Run.objects.filter(pk=run.pk).update(**given)


@pytest.mark.parametrize("name", ["run", "progress", "problem", "solution"])
def test_runs_of_others_do_not_exist(queued, fire, signed_in, name):
    run = queued()
    ended(run)
    for other in (
        person("Else", organisation("Police"), Role.STATION_MANAGER),
        person("Bo", fire, Role.BOOKER),
    ):
        assert signed_in(other).get(url(name, run)).status_code == 404
        assert signed_in(other).post(url("cancel", run)).status_code == 404


def test_a_waiting_run_polls_and_can_be_stopped(queued, planner, signed_in):
    run = queued(label="June round")
    page = signed_in(planner).get(url("run", run)).content.decode()

    assert "June round" in page and "Waiting to start" in page
    assert f'hx-get="{url("progress", run)}" hx-trigger="every 2s"' in page
    assert "Stop and keep the best so far" in page and "Refresh this page" in page


def test_a_finished_run_neither_polls_nor_stops(queued, planner, signed_in):
    run = queued()
    ended(run, progress={"seconds": 2.0, "score": 1234567, "bound": 1300000, "gap": 0.0503})
    page = signed_in(planner).get(url("run", run)).content.decode()

    assert "hx-get" not in page and "Stop and keep" not in page
    assert "1,234,567" in page and "5.03%" in page
    assert url("solution", run) in page


def test_the_fragment_ends_the_polling_and_loads_the_page_again(queued, planner, signed_in):
    run = queued()
    client = signed_in(planner)
    going = client.get(url("progress", run), headers=HTMX)
    assert "HX-Refresh" not in going and "hx-get" in going.content.decode()
    assert "<html" not in going.content.decode()
    assert 'value="/assets/rounds/7/"' in going.content.decode()

    ended(run)

    done = client.get(url("progress", run), headers=HTMX)
    assert done["HX-Refresh"] == "true" and "hx-get" not in done.content.decode()


def test_without_scripts_the_fragments_address_shows_the_page(queued, planner, signed_in):
    run = queued()

    assert signed_in(planner).get(url("progress", run)).url == url("run", run)


def test_a_failure_is_told_in_words(queued, planner, signed_in):
    run = queued()
    ended(run, "failed", solution=None, error="The solver needed more memory.")
    page = signed_in(planner).get(url("run", run)).content.decode()

    assert "The solver needed more memory." in page and url("solution", run) not in page


def test_the_stop_button_stops_and_goes_back(queued, planner, signed_in):
    run = queued()
    client = signed_in(planner)
    assert client.get(url("cancel", run)).status_code == 405

    response = client.post(url("cancel", run), {"next": "/assets/rounds/7/"})

    run.refresh_from_db()
    assert run.status == "cancelled" and response.url == "/assets/rounds/7/"


def test_the_stop_button_goes_nowhere_else(queued, planner, signed_in):
    run = queued()

    assert signed_in(planner).post(url("cancel", run), {"next": "https://evil.example/"}).url == url(
        "run", run
    )


def test_finance_sees_a_run_without_the_stop_button(queued, fire, signed_in):
    run = queued()
    client = signed_in(person("Fin", fire, Role.FINANCE))

    assert "Stop and keep" not in client.get(url("run", run)).content.decode()
    assert client.post(url("cancel", run)).status_code == 403


def test_documents_are_downloaded_as_they_were_frozen(queued, planner, signed_in, problem):
    run = queued()
    client = signed_in(planner)
    response = client.get(url("problem", run))
    assert response.json() == problem and "attachment" in response["Content-Disposition"]
    assert client.get(url("solution", run)).status_code == 404

    ended(run, solution={"score": 5})

    assert client.get(url("solution", run)).json() == {"score": 5}


def test_the_course_of_the_run_is_drawn_and_told(queued, planner, signed_in):
    run = queued()
    history = [
        {"seconds": 1, "score": 10, "bound": 30, "gap": 0.66},
        {"seconds": 3, "score": 20, "bound": 25, "gap": 0.2},
    ]
    ended(run, progress=history[-1], progress_history=history)
    page = signed_in(planner).get(url("run", run)).content.decode()

    assert 'points="200.0,160.0 600.0,80.0"' in page and "style=" not in page
    assert page.index("3.0 s") < page.index("1.0 s")


def test_costs_of_purchase_batches_are_in_pounds(queued, planner, signed_in):
    run = queued()
    ended(
        run, format="batch-problem/1", progress={"seconds": 2, "score": 12345678, "bound": None, "gap": None}
    )
    page = signed_in(planner).get(url("run", run)).content.decode()

    assert "£123,456.78" in page and "not known yet" in page


def test_the_list_and_the_home_page_name_runs(queued, planner, signed_in):
    queued(label="June round")
    client = signed_in(planner)

    assert "June round" in client.get(reverse("runs:runs")).content.decode()
    assert "June round" in client.get(reverse("home")).content.decode()


def test_the_list_reads_no_documents(queued, planner, signed_in, django_assert_max_num_queries):
    client = signed_in(planner)
    for _ in range(4):
        queued()

    with django_assert_max_num_queries(5) as queries:
        client.get(reverse("runs:runs"))

    assert not any('"problem"' in query["sql"] for query in queries.captured_queries)
