"""Routers that fail, lag, limit, lie or send rubbish: each ends with an error of ours, in time."""

import json

import pytest

from fleetdesk.base.errors import BadAnswer, FleetError, NoAnswer, RateLimited, Unreachable
from tests.roads.fakes import KEY
from tests.roads.test_routers import EVERY_KIND, NARVA, PARNU, TALLINN, TARTU, asked


def matrix(kind, router):
    return asked(kind, router, lambda made: made.matrix([TALLINN, NARVA], TARTU))


def line(kind, router):
    return asked(kind, router, lambda made: made.line([TALLINN, TARTU]))


BOTH = pytest.mark.parametrize("ask", [matrix, line])


@EVERY_KIND
@BOTH
@pytest.mark.parametrize("text", ["<html>Sign in</html>", "", "[1, 2", "[]", "{}", "null", '{"a": ' * 5000])
def test_what_is_no_answer_is_said(kind, ask, text, make_router):
    router = make_router(kind)
    router.change = lambda answer: text
    with pytest.raises(BadAnswer, match="cannot be read"):
        ask(kind, router)


@EVERY_KIND
@BOTH
def test_a_limit_of_the_server_is_kept(kind, ask, make_router):
    router = make_router(kind)
    router.fault = lambda handler: handler.answer(429, b"{}", {"Retry-After": "17"})
    with pytest.raises(RateLimited) as caught:
        ask(kind, router)
    assert caught.value.retry_after_s == 17


@EVERY_KIND
@BOTH
def test_a_fault_of_the_server_is_said(kind, ask, make_router):
    router = make_router(kind)
    router.fault = lambda handler: handler.answer(500, b"oh")
    with pytest.raises(Unreachable):
        ask(kind, router)


@EVERY_KIND
@BOTH
def test_a_redirect_is_not_followed(kind, ask, make_router):
    router = make_router(kind)
    router.fault = lambda handler: handler.answer(307, b"", {"Location": "https://elsewhere.invalid/"})
    with pytest.raises(FleetError):
        ask(kind, router)
    assert len(router.asked) == 1


@EVERY_KIND
def test_an_answer_that_is_cut_off_is_refused(kind, make_router):
    router = make_router(kind)

    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"code": "Ok", ')

    router.fault = cut
    with pytest.raises(NoAnswer):
        matrix(kind, router)


@EVERY_KIND
@BOTH
def test_an_answer_without_end_is_not_read(kind, ask, make_router):
    router = make_router(kind)

    def flood(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" " * 65536)
        except OSError:
            pass

    router.fault = flood
    with pytest.raises(Unreachable):
        ask(kind, router)


@EVERY_KIND
def test_a_router_that_is_too_slow_is_left(kind, make_router):
    router = make_router(kind)
    router.fault = lambda handler: router.leave.wait()
    with pytest.raises(NoAnswer):
        asked(kind, router, lambda made: made.matrix([TALLINN], TARTU), deadline_s=0.3)


def test_a_router_that_cannot_be_reached_is_said(make_router):
    router = make_router("osrm")
    router.server.close()
    with pytest.raises(Unreachable, match="cannot be reached"):
        matrix("osrm", router)
    router.close = lambda: None


def test_what_came_before_the_deadline_stays(make_router):
    router = make_router("osrm")
    router.fault = lambda handler: router.leave.wait() if len(router.asked) > 1 else False
    ways = asked("osrm", router, lambda made: made.matrix([TALLINN] * 99 + [PARNU] * 50, TARTU))
    assert [each is not None for each in ways] == [True] * 99 + [False] * 50


def changed(spoil):
    """Return what changes the answer of OSRM."""

    def change(text):
        answer = json.loads(text)
        spoil(answer)
        return json.dumps(answer)

    return change


@pytest.mark.parametrize("value", [-1, 1e300, None])
@pytest.mark.parametrize("name", ["durations", "distances"])
def test_a_figure_that_cannot_be_is_no_way(name, value, make_router):
    router = make_router("osrm")
    router.change = changed(lambda answer: answer[name][0].__setitem__(0, value))
    ways = matrix("osrm", router)
    assert [each is not None for each in ways] == [False, True]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999", '"12"'])
def test_a_figure_that_is_no_number_is_refused_or_no_way(text, make_router):
    router = make_router("osrm")
    router.change = lambda answer: json.dumps(json.loads(answer) | {"durations": [["@"], [1]]}).replace('"@"', text)
    try:
        ways = matrix("osrm", router)
    except BadAnswer:
        return
    assert ways[0] is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: answer["durations"].pop(),
        lambda answer: answer["distances"].append([1.0]),
        lambda answer: answer["durations"][0].append(1.0),
        lambda answer: answer.pop("distances"),
        lambda answer: answer.update(code="InvalidQuery"),
    ],
)
def test_a_matrix_of_another_shape_is_refused(spoil, make_router):
    router = make_router("osrm")
    router.change = changed(spoil)
    with pytest.raises(BadAnswer):
        matrix("osrm", router)


@pytest.mark.parametrize("geometry", ["", "_", "\x00\x01", "é", "~~~~~~~~~~~~~~~~", "_p~iF", "__p~iF~ps|U"])
def test_a_damaged_line_is_refused(geometry, make_router):
    router = make_router("osrm")
    router.change = changed(lambda answer: answer["routes"][0].update(geometry=geometry))
    with pytest.raises(BadAnswer):
        line("osrm", router)


@pytest.mark.parametrize("points", [[], [[1]], [[24, 59]], [[24, 59], [24, 91]], [[24, 59], [1e400, 59]], "abc"])
def test_a_damaged_list_of_points_is_refused(points, make_router):
    router = make_router("openrouteservice")
    spoil = changed(lambda answer: answer["features"][0]["geometry"].update(coordinates=points))
    router.change = lambda text: spoil(text).replace("Infinity", "1e999")
    with pytest.raises(BadAnswer):
        line("openrouteservice", router)


def test_an_error_does_not_repeat_the_key(make_router):
    router = make_router("graphhopper-hosted")
    router.fault = lambda handler: handler.answer(
        400, json.dumps({"message": f"bad request {handler.path}"}).encode(), {"Content-Type": "application/json"}
    )
    with pytest.raises(FleetError) as caught:
        asked("graphhopper-hosted", router, lambda made: made.matrix([TALLINN], TARTU))
    assert KEY not in str(caught.value)
