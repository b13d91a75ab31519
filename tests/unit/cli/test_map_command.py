"""``safehold map``: an export like the others, with a manifest, never over an earlier one."""

from __future__ import annotations

import json

from safehold.cli.main import main


def test_a_map_a_person_with_a_manifest_and_never_over_an_earlier_one(of_two, tmp_path, capsys):
    command = ["map", str(of_two.path), "--out", str(tmp_path)]
    assert main(command) == 0
    made = tmp_path / "demo-001_map"
    assert f"Maps: {made}" in capsys.readouterr().out
    told = json.loads((made / "manifest.json").read_text())
    assert told["export_format"] == "safehold-map"
    assert told["session_id"] == "demo-001"
    assert {one["path"] for one in told["outputs"]} == {"client.svg", "therapist.svg"}
    before = (made / "client.svg").read_bytes()
    assert main(command) == 0
    assert (made / "client.svg").read_bytes() == before
    assert (tmp_path / "demo-001_map_v2" / "client.svg").is_file()


def test_other_rest_values_make_another_map(of_two, tmp_path):
    command = ["map", str(of_two.path), "--out", str(tmp_path), "--baseline", "60-110"]
    assert main(command) == 0
    told = json.loads((tmp_path / "demo-001_recomputed_map" / "manifest.json").read_text())
    assert told["parameters"]["recomputed"] == [
        "rest values of client from 60 to 110 s", "rest values of therapist from 60 to 110 s",
    ]  # fmt: skip
    spans = {(one["person"], one["t0"], one["t1"]) for one in told["baselines"]}
    assert spans == {("client", 60.0, 110.0), ("therapist", 60.0, 110.0)}
