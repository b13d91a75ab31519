"""Wrong types, missing keys, impossible numbers: named with file, line and key; the rest is used.

One damaged entry at a time in every small file of a session or study.
"""

from __future__ import annotations

import copy as copying
import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recordings.folder.json_text import parse_json
from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.errors import SafeholdError
from safehold.core.settings import DEMO, EngineSettings
from safehold.core.study import SCALES, Study
from safehold.core.types import StreamSpec
from safehold.files.corrections import load_corrections
from safehold.files.date_shift import read_shifts
from safehold.files.edits import Edits
from safehold.files.journal_reading import read_runs
from safehold.files.known_session import known_info, known_journal, rebuild
from safehold.files.recall import RecallRecorder, read_takes
from safehold.files.receipt import check_session, examine
from safehold.offline.analysis import session_events
from safehold.recorder.client import RecorderClient
from tests.unit._folder import make_session

GONE = object()
WRONG = [GONE, None, "x", -1, 5, [], {}, [None], 1e308, True, "../../etc/passwd", 2**70]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder, _ = make_session(tmp_path_factory.mktemp("study"), people=["client"])
    start = json.loads(folder.engine_log_path.read_text().splitlines()[0])
    part = {**examine(folder.recording_path), "losses": [], "software": {"x": "1"}}
    folder.update_info(
        study=plain(Study()),
        streams=start["streams"],
        settings=start["settings"],
        receipt={"passes": True, "parts": [part]},
    )
    return folder


def places(value, at=()):
    """Yield every key of a JSON value, from the outside in."""
    pairs = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value[:2]) if isinstance(value, list) else pairs
    for key, item in pairs:
        yield (*at, key)
        yield from places(item, (*at, key))


def changed(value, at, wrong):
    value = copying.deepcopy(value)
    inner = value
    for key in at[:-1]:
        inner = inner[key]
    if wrong is GONE:
        del inner[at[-1]]
    else:
        inner[at[-1]] = wrong
    return value


@pytest.mark.slow
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.integers(min_value=0), wrong=st.sampled_from(WRONG))
@example(where=("participants",), wrong=[])
@example(where=("participants", 0), wrong=GONE)
def test_any_wrong_entry_of_session_json_leaves_the_session_usable(where, wrong, whole, copy):
    info = whole.read_info()
    every = list(places(info))
    at = every[where % len(every)] if isinstance(where, int) else where
    copy.info_path.write_text(json.dumps(changed(info, at, wrong)))
    try:
        folder = SessionFolder.open(copy.path, whole=False)
    except SafeholdError as error:
        refused = error
    else:
        refused = None
    if refused is not None:
        assert at == ("schema",)
        assert refused.remedy
        return
    known = known_info(folder)
    assert known.info["participants"]
    if at[0] == "participants" and not changed(info, at, wrong).get("participants"):
        assert any("participants" in text for text in known.problems)
    check_session(folder)
    for text in known.problems:
        assert "Traceback" not in text


def test_a_wrong_entry_is_named_with_file_line_and_key_and_the_rest_is_used(copy):
    info = copy.read_info()
    info["study"]["phases"][0]["seconds"] = "long"
    copy.write_info(info)
    known = known_info(copy)
    line = next(
        k for k, text in enumerate(copy.info_path.read_text().splitlines(), 1) if '"study"' in text
    )
    assert known.problems == (
        f"session.json, line {line}, study.phases.0.seconds: 'long' is not a float; "
        "study is not used",
    )
    assert "receipt" in known.info
    assert "study" not in known.info


def test_repair_writes_an_emptied_list_of_participants_again(copy):
    copy.update_info(participants=[])
    assert any("participants" in text for text in rebuild(copy))
    assert [one["label"] for one in copy.read_info()["participants"]] == ["client"]
    assert not known_info(copy).problems
    assert rebuild(copy) == []


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"null", b"\xff\xfe", b'{"schema":1', b'{"schema":1}', b'{"schema":true}',
     b'{"schema":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", b'{"schema":1,"x":NaN}',
     b'{"schema":1,"x":1e999}', b'{"schema":1,"x":' + b"9" * 5000 + b"}"],
)  # fmt: skip
def test_text_that_is_no_json_of_ours_is_said(copy, raw, capsys):
    copy.info_path.write_bytes(raw)
    assert main(["check", str(copy.path)]) == 1
    told = capsys.readouterr()
    assert "session.json" in told.err + told.out
    assert known_info(copy).info["participants"]


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_wrong_value_in_the_journal_costs_its_line_at_most(data, whole, copy):
    lines = [json.loads(line) for line in whole.engine_log_path.read_text().splitlines()]
    kinds = sorted({line["kind"] for line in lines})
    kind = data.draw(st.sampled_from(kinds))
    k = next(k for k, line in enumerate(lines) if line["kind"] == kind)
    at = data.draw(st.sampled_from(list(places(lines[k]))))
    lines[k] = changed(lines[k], at, data.draw(st.sampled_from(WRONG)))
    copy.engine_log_path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    journal = known_journal(copy)
    assert len(journal.runs) == 1 or k == 0
    session_events(copy, journal.runs)
    for text in journal.problems:
        assert "engine.jsonl" in text
    refused = None
    try:
        read_runs(copy.engine_log_path)
    except SafeholdError as error:
        refused = error
    if refused is not None:
        assert str(copy.engine_log_path) in refused.message
        assert refused.remedy


def test_wrong_lines_of_edits_and_ratings_are_left_out_and_said(copy):
    taker = RecallRecorder(copy, "client", SCALES[0])
    for k in range(3):
        taker.sample(float(k), 1.0)
    taker.close()
    lines = copy.recall_path.read_text().splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), "x": "high"})
    lines.append(json.dumps({"seq": 5, "kind": "v", "take": 9, "t": 1.0, "x": 2.0}))
    copy.recall_path.write_text("\n".join(lines) + "\n")
    said = []
    (take,) = read_takes(copy.recall_path, said)
    assert len(take.times if hasattr(take, "times") else take.t) == 2
    assert said[0].startswith(str(copy.recall_path))
    assert "line 2" in said[0]
    assert "take 9" in said[1]
    copy.edits_path.write_text(
        '{"seq":1,"kind":"mark","mark":{"event":5}}\n{"seq":2,"kind":"mark"}\n'
    )
    said.clear()
    assert Edits(copy.edits_path).marks(said) == []
    assert said[0].startswith("edits.jsonl, line 1, mark: event: 5 is not a table of keys")
    assert len(said) == 2


@pytest.mark.parametrize("wrong", [GONE, None, "x", [], {}, [5], 1e308, True])
@pytest.mark.parametrize(
    "key", ["state", "streams", "troubles", "updated_utc", "last_sync_age_s", "elapsed_s",
            "message", "path", "recording"],
)  # fmt: skip
def test_a_damaged_status_of_the_recorder_is_no_end_of_the_window(copy, key, wrong):
    status = {
        "state": "recording", "updated_utc": 1.0, "last_sync_age_s": 0.1, "elapsed_s": 5.0,
        "message": "", "path": "", "recording": "recording.xdf", "troubles": [],
        "streams": [{"name": "a", "source_id": "b", "state": "live", "n_samples": 3}],
    }  # fmt: skip
    (copy.path / "recorder.json").write_text(json.dumps(changed(status, (key,), wrong)))
    RecorderClient(copy.path).status()
    RecorderClient(copy.path)._opened()


@pytest.mark.parametrize(
    "text",
    ["stream = [5]", "stream = 5", "x = 1", "[[stream]]\nname = 5", "[[stream]]\nchannel = true",
     "[[stream]]\nrole = []", "a = " + "[" * 5000 + "]" * 5000, "\0", "name = "],
)  # fmt: skip
def test_damaged_streams_toml_says_where(tmp_path, text):
    (tmp_path / "streams.toml").write_text(text)
    with pytest.raises(SafeholdError, match=r"streams\.toml"):
        load_corrections(tmp_path)


@pytest.mark.parametrize("raw", ["[]", '{"weeks_back": []}', '{"weeks_back": {"a": 1.5}}', "\0"])
def test_damaged_date_shifts_are_refused_with_a_remedy(tmp_path, raw):
    path = tmp_path / "date-shifts.json"
    path.write_text(raw)
    with pytest.raises(SafeholdError, match=r"date-shifts\.json") as error:
        read_shifts(path)
    assert error.value.remedy


def test_a_value_that_does_not_fit_names_its_key():
    data = plain(DEMO)
    first = next(key for key, value in data.items() if isinstance(value, dict))
    data[first] = 5
    with pytest.raises(MisfitError, match=rf"^{first}: 5 is not a table of keys$") as error:
        build(EngineSettings, data)
    assert error.value.keys == (first,)
    with pytest.raises(MisfitError, match="is not a list"):
        build(tuple[StreamSpec, ...], "abc")
    with pytest.raises(MisfitError, match="True is not a int"):
        build(tuple[int, ...], [True])


@pytest.mark.parametrize(
    "raw", [b"\xff", b"NaN", b"-Infinity", b"1e400", b"9" * 30, b"[" * 10**5, b"{", b""]
)
def test_json_is_bounded(raw):
    with pytest.raises(ValueError):
        parse_json(raw)
