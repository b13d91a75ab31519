"""What can be done in the window of a session."""

from __future__ import annotations

from gui.actions.action import Action, Group, Place


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


FILE = (
    Action("close", _tr("End and close"), ("Ctrl+Q",), Group.FILE,
           _tr("Ends the session; asks first while a recording runs."), what="close_asked.emit"),
)  # fmt: skip

CONDUCT = (
    Action("next_step", _tr("Next step of the protocol"), ("F5",), Group.SESSION,
           _tr("Starts the next phase, or ends the current one."),
           button=_tr("Next step"), on_button=True, when="why_not_conduct", only="live"),
    Action("repeat_baseline", _tr("Take the baseline again"), ("Shift+F5",), Group.SESSION,
           _tr("Where the baseline is not good enough; the first one stays in the recording."),
           button=_tr("Take it again"), on_button=True, when="why_not_repeat", only="live"),
    Action("toggle_baseline", _tr("Start or end the baseline"), ("B",), Group.SESSION,
           _tr("Quiet sitting: every zone is relative to it."),
           when="why_not_conduct", only="live"),
    Action("toggle_recording", _tr("Start or stop the recording"), ("F9",), Group.SESSION,
           _tr("Starts and stops the recorder; stopping asks first."),
           button=_tr("Record"), on_button=True, when="why_not_record", only="live"),
    Action("keep_recorder", _tr("Restart a dead recorder automatically"), ("Ctrl+F9",),
           Group.SESSION,
           _tr("Restarts a dead recorder automatically, or leaves it off."),
           when="why_not_conduct", only="live"),
    Action("allow_remote", _tr("Let other programs control the recording"), ("Ctrl+F8",),
           Group.SESSION,
           _tr("Allows it where the study does, or forbids it for this session."),
           when="why_not_conduct", only="live"),
    Action("restart_engine", _tr("Restart the computing"), ("Ctrl+R",), Group.SESSION,
           _tr("Restarts what has failed of the computing; recording and coding continue."),
           when="why_not_restart", only="live"),
    Action("turn_sensor", _tr("Turn over a belt or ECG that is upside down"), ("Ctrl+B",),
           Group.SESSION,
           _tr("Asks which one, and turns its signal over from now on."),
           when="why_not_turn", only="live"),
    Action("ask_client", _tr("Ask the client to rate"), ("Ctrl+K",), Group.SESSION,
           _tr("Their rating window asks for an answer now."),
           when="why_not_conduct", only="live"),
    Action("ask_therapist", _tr("Ask the therapist to rate"), ("Ctrl+T",), Group.SESSION,
           _tr("Their rating window asks for an answer now."),
           when="why_not_conduct", only="live"),
    Action("pacer", _tr("Breathing pacer for the client"), ("Ctrl+Shift+K",), Group.SESSION,
           _tr("Opens the circle to breathe with, on the second screen where there is one."),
           what="open_pacer", when="why_not_conduct", only="live"),
    Action("mark_camera", _tr("Camera mark"), ("Ctrl+I",), Group.SESSION,
           _tr("Has the window of 'safehold sync' flash and chirp, so that a video can be "
               "aligned."),
           when="why_not_conduct", only="live"),
    Action("acknowledge", _tr("Alarm seen"), ("Ctrl+A",), Group.SESSION,
           _tr("Marks the alarm under the header as seen; the journal keeps it."),
           button=_tr("Seen"), on_button=True, when="why_not_acknowledge"),
    Action("take_up", _tr("Use the sensor again"), ("Ctrl+U",), Group.SESSION,
           _tr("Uses the stream that an alarm offers for a missing one."),
           when="why_not_take_up"),
    Action("toggle_sound", _tr("Sound for alarms"), ("Ctrl+M",), Group.SESSION,
           _tr("For alarms that nobody has seen; on or off."),
           button=_tr("Sound"), on_button=True),
)  # fmt: skip

CODING = (
    Action("ago_5", _tr("Next code: 5 s ago"), ("F2",), Group.CODING,
           _tr("The next code was 5 seconds ago."), button=_tr("5 s ago"), on_button=True),
    Action("ago_10", _tr("Next code: 10 s ago"), ("F3",), Group.CODING,
           _tr("The next code was 10 seconds ago."), button=_tr("10 s ago"), on_button=True),
    Action("since_last", _tr("Next code: since the last event"), ("F4",), Group.CODING,
           _tr("The next code began when the last event began or ended."),
           button=_tr("since last"), on_button=True),
    Action("actor", _tr("Next code: actor"), ("F8",), Group.CODING,
           _tr("Who does what is coded next: client, therapist, observer. It holds for one code; "
               "a second press locks it, Esc releases it."),
           what="pending.next_actor", on_button=True),
    Action("shape", _tr("Next code: other shape"), ("Ins",), Group.CODING,
           _tr("The next code as an interval instead of a point, or the other way round."),
           button=_tr("other shape"), what="pending.toggle_shape", on_button=True),
    Action("disarm", _tr("Next code: as usual"), ("Esc",), Group.CODING,
           _tr("Clears what is set for the next code; if nothing is, releases a locked actor."),
           what="pending.escape", when="pending.why_not_escape"),
    Action("confidence", _tr("Last event: confidence"), ("F12",), Group.CODING,
           _tr("How sure you are of the last event: sure, rather, not."),
           when="why_not_more", what="say_confidence", on_button=True),
    Action("subtype", _tr("Last event: subtype"),
           ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6"), Group.CODING,
           _tr("Gives the last event a subtype, where its code has any."),
           button=_tr("subtype"), when="why_not_subtype", what="say_subtype", numbered=True,
           on_button=True),
    Action("modifier", _tr("Last event: modifier"),
           ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6"), Group.CODING,
           _tr("Gives the last event a modifier, where its code has any."),
           button=_tr("modifier"), when="why_not_modifier", what="say_modifier", numbered=True,
           on_button=True),
    Action("note", _tr("Note"), ("N", "Return", "Enter"), Group.CODING,
           _tr("Opens the field for a note; its time is that of the key."), when="why_not_code",
           what="ask_note", on_button=True),
    Action("undo", _tr("Undo"), ("Backspace", "Ctrl+Z"), Group.CODING,
           _tr("Undoes the last event; without limit."), when="why_not_undo", on_button=True),
    Action("redo", _tr("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), Group.CODING,
           _tr("Redoes what was undone last."), when="why_not_redo", on_button=True),
)  # fmt: skip

VIEW = (
    Action("look_back", _tr("Look back"), ("PgUp",), Group.VIEW,
           _tr("Shows half a screen earlier; the session continues. A replay goes back there.")),
    Action("look_forth", _tr("Look forward"), ("PgDown",), Group.VIEW,
           _tr("Shows half a screen later; a replay goes forward to there.")),
    Action("follow", _tr("Back to now"), ("End",), Group.VIEW,
           _tr("Follows the session again; in a replay, goes to its end."),
           what="window_time.follow"),
    Action("shorter", _tr("Shorter time scale"), ("+",), Group.VIEW,
           _tr("Shows less time, in more detail.")),
    Action("longer", _tr("Longer time scale"), ("-",), Group.VIEW, _tr("Shows more time.")),
    Action("waves_shorter", _tr("Shorter time scale of the waves"), ("Ctrl++",), Group.VIEW,
           _tr("Shows less of the waves, in more detail."), when="why_not_waves"),
    Action("waves_longer", _tr("Longer time scale of the waves"), ("Ctrl+-",), Group.VIEW,
           _tr("Shows more of the waves."), when="why_not_waves"),
    Action("signals", _tr("Trends and waves"), ("Ctrl+H",), Group.VIEW,
           _tr("Shows heart, breath and trends under each person's zones, or folds them away."),
           when="why_not_signals", what="signals_asked.emit", on_button=True),
    Action("map", _tr("Map of heart rate and vagal index"), ("Ctrl+E",), Group.VIEW,
           _tr("Opens the map in a window of its own."), what="map_asked.emit"),
    Action("therapist", _tr("Therapist's display"), ("Ctrl+D",), Group.VIEW,
           _tr("Opens what the therapist sees, on the second screen where there is one."),
           what="therapist_asked.emit"),
    Action("measures", _tr("Measures of the time in view"), ("Ctrl+J",), Group.VIEW,
           _tr("Opens the process measures of what is shown; in replays only."),
           when="why_not_measure", what="measures_asked.emit"),
    Action("theme", _tr("Light or dark"), ("F6",), Group.VIEW,
           _tr("Changes the colours, and nothing else."), what="theme_asked.emit"),
    Action("large", _tr("Large type"), ("F10",), Group.VIEW,
           _tr("Type readable from two metres, on or off."), what="large_asked.emit"),
    Action("layout", _tr("Panels and layout"), ("F7",), Group.VIEW,
           _tr("Shows and hides panels, or goes back to the usual layout."),
           what="layout_asked.emit"),
    Action("fullscreen", _tr("Full screen"), ("F11",), Group.VIEW,
           _tr("Switches full screen on or off."), what="fullscreen_asked.emit"),
)  # fmt: skip

HELP = (
    Action("meaning", _tr("What a zone means"), ("F1",), Group.HELP,
           _tr("Explains what zones are and what they are not."), what="meaning_asked.emit"),
    Action("keys", _tr("All keys"), ("Shift+F1",), Group.HELP,
           _tr("Lists every key, the codes' own included."), what="keys_asked.emit"),
)  # fmt: skip

NOTE = (
    Action("note.keep", _tr("Keep the note"), ("Return", "Enter"), Group.NOTE,
           where=(Place.NOTE,)),
    Action("note.drop", _tr("Drop the note"), ("Esc",), Group.NOTE, where=(Place.NOTE,)),
)  # fmt: skip

SESSION_TABLE = (*FILE, *CONDUCT, *CODING, *VIEW, *HELP, *NOTE)
