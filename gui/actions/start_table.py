"""What can be done around a session: the pages of the start window."""

from __future__ import annotations

from gui.actions.action import Action, Group, Place


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


HOME, SETUP = (Place.HOME,), (Place.SETUP,)
SENSORS, CHECKS = (Place.SENSORS,), (Place.CHECKS,)
EXPORT, IMPORT, RECEIPT = (Place.EXPORT,), (Place.IMPORT,), (Place.RECEIPT,)

START_TABLE = (
    Action("home.choose", _tr("Choose"), ("Ctrl+O",), Group.START,
           _tr("Choose the study folder."), where=HOME),
    Action("home.go_on", _tr("Continue with it"), ("Ctrl+G",), Group.START,
           _tr("Opens the window over the running recording; nothing is interrupted."),
           where=HOME),
    Action("home.stop", _tr("Stop its recorder"), ("Ctrl+T",), Group.START,
           _tr("Ends the recording; asks first."), where=HOME),
    Action("home.new", _tr("New session"), ("Ctrl+N",), Group.START,
           _tr("Step by step to a new recording."), where=HOME),
    Action("home.import", _tr("Import"), ("Ctrl+I",), Group.START,
           _tr("Makes a session of recordings of other programs; files can be dropped here."),
           where=HOME),
    Action("home.replay", _tr("Replay"), ("Ctrl+R",), Group.START,
           _tr("Shows the chosen session again."), where=HOME),
    Action("home.check", _tr("Check"), ("Ctrl+K",), Group.START,
           _tr("Makes the receipt of the chosen session again from its files."), where=HOME),
    Action("home.export", _tr("Export"), ("Ctrl+S",), Group.START,
           _tr("Tables, files for other programs, and the report of the chosen session."),
           where=HOME),
    Action("home.verify", _tr("Verify safehold"), ("Ctrl+E",), Group.START,
           _tr("Computes every number on data with known true values; takes a minute."),
           where=HOME),
    Action("setup.back", _tr("Back"), ("Esc",), Group.STEPS, _tr("Nothing has been made yet."),
           where=SETUP),
    Action("setup.next", _tr("Next: sensors"), ("Ctrl+Return",), Group.STEPS,
           _tr("Looks for the sensors' streams."), where=SETUP),
    Action("sensors.back", _tr("Back"), ("Esc",), Group.STEPS,
           _tr("Nothing is recorded yet; codes can be changed."), where=SENSORS + CHECKS),
    Action("sensors.again", _tr("Look again"), ("F5",), Group.STEPS,
           _tr("Looks for all streams from the beginning."), where=SENSORS + CHECKS),
    Action("sensors.forget", _tr("As proposed"), ("Ctrl+Z",), Group.STEPS,
           _tr("Drops your settings for this stream."), where=SENSORS),
    Action("sensors.check", _tr("Check the sensors"), ("Ctrl+Return",), Group.STEPS,
           _tr("Opens the streams and looks at signal, rate, clock and polarity."),
           where=SENSORS),
    Action("sensors.turn", _tr("Turn the signal over"), ("Ctrl+B",), Group.STEPS,
           _tr("Takes it for worn upside down from now on; the files keep what it sent."),
           where=CHECKS),
    Action("sensors.start", _tr("Start session and recording"), ("Ctrl+Return",), Group.STEPS,
           _tr("Starts the recorder, then the session."), where=CHECKS),
    Action("export.back", _tr("Back"), ("Esc",), Group.AFTER,
           _tr("Cancels what is running; nothing of it is kept. Otherwise goes to the start."),
           where=EXPORT),
    Action("export.folder", _tr("Open the folder"), ("Ctrl+L",), Group.AFTER,
           _tr("Shows what was exported."), where=EXPORT),
    Action("export.write", _tr("Export"), ("Ctrl+Return",), Group.AFTER,
           _tr("Writes the files beside the session; an earlier export stays as it is."),
           where=EXPORT),
    Action("import.back", _tr("Back"), ("Esc",), Group.AFTER,
           _tr("Cancels what is running; nothing of it is kept. Otherwise goes to the start."),
           where=IMPORT),
    Action("import.choose", _tr("Choose files"), ("Ctrl+O",), Group.AFTER,
           _tr("Adds recordings; several files can become one session."), where=IMPORT),
    Action("import.events", _tr("Events from a file …"), ("Ctrl+E",), Group.AFTER,
           _tr("Adds events that lie in a file of their own: a table, ELAN, BORIS, annotations."),
           where=IMPORT),
    Action("import.write", _tr("Import"), ("Ctrl+Return",), Group.AFTER,
           _tr("Writes the new session; the files stay as they are."), where=IMPORT),
    Action("receipt.home", _tr("To the start"), ("Esc",), Group.AFTER,
           _tr("Back to the first page."), where=RECEIPT),
    Action("receipt.replay", _tr("Replay"), ("Ctrl+R",), Group.AFTER,
           _tr("Shows this session again in the same window."), where=RECEIPT),
    Action("receipt.export", _tr("Export"), ("Ctrl+S",), Group.AFTER,
           _tr("Tables, files for other programs, and the report of this session."),
           where=RECEIPT),
)  # fmt: skip
