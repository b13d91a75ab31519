"""Roles proposed from headers: every row of the table of bridges found in the field."""

from __future__ import annotations

import numpy as np
import pytest

from acquisition.description import ChannelInfo, StreamDescription
from acquisition.roles import _VOCABULARY, normalise_unit, propose, propose_person
from acquisition.specs import specs_for
from safehold.core.rr_values import rr_unit
from safehold.core.types import Role


def header(
    name: str,
    type_: str,
    rate: float,
    *channels: tuple[str, str] | str,
    format_: str = "float32",
    source_id: str = "x",
    person: str | None = None,
    channel_type: str = "",
) -> StreamDescription:
    pairs = [(c, "") if isinstance(c, str) else c for c in channels] or [("", "")]
    return StreamDescription(
        name=name,
        type=type_,
        source_id=source_id,
        uid=f"uid-{name}-{type_}",
        hostname="lab",
        session_id="default",
        nominal_rate=rate,
        channel_format=format_,
        channel_count=len(pairs),
        channels=tuple(ChannelInfo(label, channel_type, unit) for label, unit in pairs),
        person=person,
    )


def roles(description: StreamDescription) -> list[tuple[Role, int, str]]:
    return [(p.role, p.channel, p.unit) for p in propose(description)]


FIELD = [
    # PolarBand2lsl, PolarBLE
    (header("Polarband", "ECG", 130, ("ECG", "microvolts")), [(Role.ECG, 0, "uV")]),
    (header("polar_h10_ecg", "ECG", 130, ("ECG", "microvolts")), [(Role.ECG, 0, "uV")]),
    (header("polar_h10_acc", "Accelerometer", 200, "X", "Y", "Z"), [(Role.ACCELEROMETER, 0, "")]),
    # Excite-O-Meter
    (header("HeartRate", "ExciteOMeter", 0), [(Role.HEART_RATE, 0, "")]),
    (header("RRinterval", "ExciteOMeter", 0), [(Role.RR, 0, "")]),
    (header("RawECG", "ExciteOMeter", 0, format_="int32"), [(Role.ECG, 0, "")]),
    # EmotiBit
    (header("PPG_RED", "PPGRed", 25), [(Role.PPG, 0, "")]),
    (header("PPG_IR", "PPGInfrared", 25), [(Role.PPG, 0, "")]),
    (header("PPG_GRN", "PPGGreen", 25), [(Role.PPG, 0, "")]),
    (header("HR", "HeartRate", 0), [(Role.HEART_RATE, 0, "")]),
    (header("EDA", "EDA", 15), [(Role.EDA, 0, "")]),
    (header("SCR_AMP", "SCRAmplitude", 0), [(Role.OTHER, 0, "")]),
    (header("SCR_RIS", "SCRRise", 0), [(Role.OTHER, 0, "")]),
    (header("TEMP1", "Temperature", 7.5), [(Role.OTHER, 0, "")]),
    (header("ACC_X", "AccelerometerX", 25), [(Role.ACCELEROMETER, 0, "")]),
    # OpenSignals: the type is the MAC address, the role stands in the label
    (
        header("OpenSignals", "00:07:80:0F:31:05", 1000, "nSeq", ("ECG0", "mV"), ("RESP1", "V")),
        [(Role.ECG, 1, "mV"), (Role.RESPIRATION, 2, "V")],
    ),
    # OpenMuse's BITalino, and bitalino-lsl, which calls everything EEG
    (
        header("BITalino (20:16)", "BioSignals", 1000, "SEQ", "D1", "D2", ("A1_ECG", "mV")),
        [(Role.ECG, 3, "mV")],
    ),
    (
        header("BITalino", "EEG", 1000, ("A1", "microvolts"), ("A2", "microvolts")),
        [(Role.OTHER, 0, "uV")],
    ),
    # voice activity, ours and another program's
    (
        header("speech-client", "Speech", 31.25, ("speech", "1"), ("voice probability", "1"),
               ("sound level", "dBFS")),
        [(Role.SPEECH, 0, "1")],
    ),
    (header("mic1", "VAD", 50), [(Role.SPEECH, 0, "")]),
    # Zephyr
    (header("ZephyrECG", "ECG", 250, ("ECG1", "millivolts")), [(Role.ECG, 0, "mV")]),
    (
        header("ZephyrResp", "Respiration", 17.857, ("Respiration", "unnormalized"),
               channel_type="EXG"),
        [(Role.RESPIRATION, 0, "a.u.")],
    ),
    (header("ZephyrRtoR", "Misc", 17.857, ("RtoR", "milliseconds")), [(Role.RR, 0, "ms")]),
    (header("ZephyrMarkers", "Markers", 0, format_="string"), [(Role.EVENTS, 0, "")]),
    (
        header("ZephyrSummary", "Misc", 1, ("heart_rate", "BPM"), ("respiration_rate", "BPM"),
               "breathing_wave_amplitude", "ecg_noise", "heart_rate_confidence"),
        [(Role.HEART_RATE, 0, "bpm")],
    ),
    # gwusk's bridges
    (header("ZephyrRESP", "RESP", 18), [(Role.RESPIRATION, 0, "")]),
    (header("EmpaticaA12PPG", "PPG", 64, ("PPG", "absorption")), [(Role.PPG, 0, "a.u.")]),
    (header("EmpaticaA12EDA", "EDA", 4, ("EDA", "microsiemens")), [(Role.EDA, 0, "uS")]),
    (header("EmpaticaA12IBI", "IBI", 1, ("IBI", "seconds")), [(Role.RR, 0, "s")]),
    (header("EmpaticaA12HR", "HR", 1, ("HR", "bpm")), [(Role.HEART_RATE, 0, "bpm")]),
    (header("EmpaticaA12TEMP", "TEMP", 4, ("TEMP", "celsius")), [(Role.OTHER, 0, "celsius")]),
    # muse-lsl, OpenMuse
    (header("Muse", "EEG", 256, "TP9", "AF7"), [(Role.OTHER, 0, "")]),
    (header("Muse", "PPG", 64, ("PPG1", "mmHg"), ("PPG2", "mmHg")), [(Role.PPG, 0, "mmHg")]),
    (header("Muse", "ACC", 52, "X", "Y", "Z"), [(Role.ACCELEROMETER, 0, "")]),
    (header("Muse", "GYRO", 52, "X", "Y", "Z"), [(Role.OTHER, 0, "")]),
    (header("Muse-OPTICS (00:55)", "PPG", 64, "OPTICS_LI"), [(Role.PPG, 0, "")]),
    # Nonin
    (
        header("Nonin Medical Pulse Oximeter", "PPG", 75, "Frame Sync", ("PPG", "au"),
               "Perfusion"),
        [(Role.PPG, 1, "a.u.")],
    ),
    # Vernier: respiration by the force of a belt, declared irregular
    (
        header("GDX-RB_0K1", "RB", 0, ("Force", "N"), ("Respiration Rate", "BPM"),
               channel_type="vernier"),
        [(Role.RESPIRATION, 0, "N")],
    ),
    # Shimmer: pulse wave under the type EDA
    (
        header("ShimmerData_1", "EDA", 51.2, ("GSR", "kOhms"), ("PPG", "mV")),
        [(Role.EDA, 0, "kOhm"), (Role.PPG, 1, "mV")],
    ),
    # biopac2lsl: nothing to go by
    (header("MP", "EEG", 1000, ("CH0", "uV")), [(Role.OTHER, 0, "uV")]),
    # markers of all sorts, and our own streams
    (header("PsychoPyMarkers", "Markers", 0, format_="int32"), [(Role.EVENTS, 0, "")]),
    (header("notes", "text", 0, format_="string"), [(Role.EVENTS, 0, "")]),
    (header("safehold-ticks", "safehold-ticks", 0, format_="string"), [(Role.DERIVED, 0, "")]),
    (
        header("safehold-events", "Markers", 0, format_="string", source_id="safehold-events-s1"),
        [(Role.DERIVED, 0, "")],
    ),
    (header("client rating", "Rating", 0), [(Role.RATING, 0, "")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("description", "expected"), FIELD, ids=[f"{d.name}/{d.type}" for d, _ in FIELD]
)
def test_a_real_bridge_is_read_right_or_left_open(
    description: StreamDescription, expected: list[tuple[Role, int, str]]
) -> None:
    assert roles(description) == expected


def test_a_slow_regular_stream_is_not_the_waveform_its_name_promises() -> None:
    assert roles(header("ECG", "ECG", 1, "ECG")) == [(Role.OTHER, 0, "")]


def test_channel_types_are_asked_only_where_no_label_speaks() -> None:
    both = header("belt", "x", 250, "ECG", "confidence", channel_type="HR")
    assert roles(both) == [(Role.ECG, 0, "")]
    assert roles(header("amp", "x", 250, "A1", channel_type="ECG")) == [(Role.ECG, 0, "")]


def test_every_proposal_says_what_it_rests_on() -> None:
    assert all(p.reason for description, _ in FIELD for p in propose(description))
    held = propose(header("ZephyrRtoR", "Misc", 17.857, ("RtoR", "milliseconds")))[0]
    assert "17.857" in held.reason
    assert "unit not stated" in propose(header("RRinterval", "ExciteOMeter", 0))[0].reason


def test_the_person_in_the_header_wins_over_the_name() -> None:
    stream = header("therapist-ecg", "ECG", 250, person="client")
    assert propose_person(stream, ["client", "therapist"]) == "client"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("ecg_client", "client"),
        ("Patient ECG", "client"),
        ("ECG-T", "therapist"),
        ("P2_ppg", "therapist"),
        ("p1", "client"),
        ("Polar H10", None),
        ("RtoR", None),
    ],
)
def test_names_tell_the_person_or_nobody(name: str, person: str | None) -> None:
    assert propose_person(header(name, "ECG", 250), ["client", "therapist"]) == person


def test_a_person_who_is_not_in_the_session_is_nobody() -> None:
    stream = header("ECG", "ECG", 250, person="supervisor")
    assert propose_person(stream, ["client", "therapist"]) is None
    assert propose_person(stream, []) == "supervisor"


@pytest.mark.parametrize(
    ("name", "stream_id"),
    [("int8markers", "stream-events"), ("Polar H10 9C2B3A21", "polar-events"),
     ("Übung 2", "uebung-events"), ("PsychoPy", "psychopy-events")],
)  # fmt: skip
def test_no_id_is_made_of_a_word_that_may_be_a_serial_number(name: str, stream_id: str) -> None:
    specs = specs_for([header(name, "Markers", 0, format_="string")], ["client"])
    assert [spec.stream_id for spec in specs] == [stream_id]


def test_the_only_person_gets_what_nobody_claims() -> None:
    assert propose_person(header("Polar", "ECG", 130), ["client"]) == "client"


def test_specifications_have_unique_ids_that_do_not_hang_on_the_order_found() -> None:
    found = [
        header("client-ecg", "ECG", 250, ("ecg", "mV"), person="client"),
        header("strap client", "ECG", 130, ("ecg", "mV"), person="client"),
        header("therapist-belt", "Respiration", 50, person="therapist"),
        header("tasks", "Markers", 0, format_="string"),
        header("MP", "EEG", 1000, "CH0"),
    ]
    specs = specs_for(found, ["client", "therapist"])
    assert specs == specs_for(found[::-1], ["client", "therapist"])
    assert [(s.stream_id, s.person) for s in specs] == [
        ("mp-other", None),
        ("client-ecg", "client"),
        ("client-ecg-2", "client"),
        ("tasks-events", None),
        ("therapist-respiration", "therapist"),
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [("millivolts", "mV"), ("µV", "uV"), ("SECONDS", "s"), ("kOhms", "kOhm"),
     ("furlongs", "furlongs"), ("", ""), ("raw", "a.u.")],
)  # fmt: skip
def test_units_are_normalised_and_unknown_ones_kept(text: str, unit: str) -> None:
    assert normalise_unit(text) == unit


@pytest.mark.parametrize(
    ("values", "unit"),
    [([0.8, 0.9, 1.1], "s"), ([800, 900, np.nan], "ms"), ([72, 73, 70], None), ([], None),
     ([np.nan], None), ([800, 900, 850, 5000], "ms"), ([800, 5000, 6000], None)],
)  # fmt: skip
def test_the_unit_of_rr_values_is_read_from_the_data(
    values: list[float], unit: str | None
) -> None:
    assert rr_unit(np.array(values, dtype=float)) == unit


@pytest.mark.parametrize("rr_ms", [293.0, 180.0, 90.0])
@pytest.mark.parametrize(("unit", "scale"), [("ms", 1.0), ("s", 1e-3)])
def test_the_unit_of_a_fast_heart_is_told_by_the_time_that_passes(
    rr_ms: float, unit: str, scale: float
) -> None:
    rr = rr_ms + 6 * np.sin(np.arange(30))
    stamps = np.ceil(4 * np.cumsum(rr) / 1000) / 4  # in packets
    assert rr_unit(scale * rr, stamps) == unit
    assert rr_unit(scale * rr) == (unit if rr_ms > 240 else None)


@pytest.mark.parametrize("bpm", [60.0, 95.0, 140.0, 205.0])
@pytest.mark.parametrize("step_s", [1.0, 0.25, None])
def test_a_heart_rate_has_no_unit_of_intervals(bpm: float, step_s: float | None) -> None:
    rate = bpm + 3 * np.sin(np.arange(30))
    assert rr_unit(rate, np.cumsum(60 / rate if step_s is None else np.full(30, step_s))) is None
    assert rr_unit(rate) is None


@pytest.mark.parametrize(
    ("label", "rate", "role"),
    [
        ("Atmung", 100, Role.RESPIRATION),
        ("Atemgurt 1", 25, Role.RESPIRATION),
        ("Puls", 64, Role.PPG),
        ("Puls", 1, Role.HEART_RATE),
        ("EKG II", 500, Role.ECG),
        ("Herz-Frequenz", 1, Role.HEART_RATE),
        ("Herzfrequenz", 1, Role.HEART_RATE),
        ("Hautleitfa\u0308higkeit", 32, Role.EDA),  # as macOS writes the umlaut
        ("Beschleunigung X", 50, Role.ACCELEROMETER),
        ("RSP100C", 1000, Role.RESPIRATION),
        ("ECG100C", 1000, Role.ECG),
        ("PZT", 100, Role.RESPIRATION),
        ("Thorax", 32, Role.RESPIRATION),
        ("GSRsens", 100, Role.EDA),
        ("Atem Frequenz", 1, Role.OTHER),
        ("Atemqualität", 100, Role.OTHER),
        ("EKG Qualität", 500, Role.OTHER),
    ],
)
def test_labels_of_makers_and_in_german_are_recognised(
    label: str, rate: float, role: Role
) -> None:
    for text in (label, label.upper()) if role is not Role.OTHER else (label,):
        (found,) = propose(header("Amplifier", "", rate, (text, "")))
        assert found.role is role, text


def test_the_vocabulary_says_each_word_once_in_lower_case() -> None:
    words = [word for said in _VOCABULARY["roles"].values() for word in said]
    assert len(set(words)) == len(words)
    assert all(word == word.casefold() and word.isalpha() for word in words)


@pytest.mark.parametrize(
    ("label", "unit", "rate", "role"),
    [
        ("MLII", "mV", 360.0, Role.ECG),
        ("V5", "mV", 360.0, Role.ECG),
        ("aVF", "uV", 500.0, Role.ECG),
        ("lead II", "mV", 250.0, Role.ECG),
        ("V5", "", 360.0, Role.OTHER),  # without a unit it may be anything
        ("V5", "mV", 4.0, Role.OTHER),
        ("belt", "", 25.0, Role.RESPIRATION),
        ("belt", "", 1.0, Role.OTHER),
        ("belt heart", "", 25.0, Role.OTHER),
        ("thorax", "", 25.0, Role.RESPIRATION),
        ("abdomen", "", 25.0, Role.RESPIRATION),
    ],
)
def test_leads_and_belts_are_known_where_nothing_says_more(label, unit, rate, role):
    assert propose(header("", "", rate, (label, unit)))[0].role is role


def test_a_lead_like_name_of_an_eeg_is_no_ecg():
    assert propose(header("amp", "EEG", 500.0, ("V5", "uV")))[0].role is Role.OTHER


def test_what_is_too_slow_for_its_name_is_told():
    (found,) = propose(header("", "", 1.0, "respiration"))
    assert found.role is Role.OTHER
    assert "1 samples a second are too few; 4 are needed" in found.reason
