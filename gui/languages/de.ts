<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>safehold</name>
  <message>
   <source> (over)</source>
   <translation> (vorbei)</translation>
  </message>
  <message>
   <source> (turned by your correction)</source>
   <translation> (durch Ihre Angabe umgedreht)</translation>
  </message>
  <message>
   <source> for {0:.0f} s</source>
   <translation> seit {0:.0f} s</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Session</source>
   <translation>&amp;Sitzung</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>+ {0} more</source>
   <translation>+ {0} weitere</translation>
  </message>
  <message>
   <source>, provisional</source>
   <translation>, vorläufig</translation>
  </message>
  <message>
   <source>, provisional: {0}</source>
   <translation>, vorläufig: {0}</translation>
  </message>
  <message>
   <source>10 s ago</source>
   <translation>vor 10 s</translation>
  </message>
  <message>
   <source>10 s back</source>
   <translation>10 s zurück</translation>
  </message>
  <message>
   <source>10 s forth</source>
   <translation>10 s vor</translation>
  </message>
  <message>
   <source>5 s ago</source>
   <translation>vor 5 s</translation>
  </message>
  <message>
   <source>a beat at one end of the interval is not certain</source>
   <translation>ein Schlag an einem Ende des Intervalls ist unsicher</translation>
  </message>
  <message>
   <source>a change of posture is marked</source>
   <translation>ein Haltungswechsel ist markiert</translation>
  </message>
  <message>
   <source>a chunk of stream {0}, which has no header</source>
   <translation>ein Abschnitt von Stream {0}, der keinen Kopf hat</translation>
  </message>
  <message>
   <source>a cough breaks breathing</source>
   <translation>Husten unterbricht die Atmung</translation>
  </message>
  <message>
   <source>a danger signal: something reminds of danger</source>
   <translation>ein Gefahrensignal: etwas erinnert an Gefahr</translation>
  </message>
  <message>
   <source>a flagged interval or a gap lies in the breath</source>
   <translation>im Atemzug liegt ein beanstandetes Intervall oder eine Lücke</translation>
  </message>
  <message>
   <source>a link to other relationships is made</source>
   <translation>eine Verbindung zu anderen Beziehungen wird gezogen</translation>
  </message>
  <message>
   <source>a misunderstanding is cleared up</source>
   <translation>ein Missverständnis wird geklärt</translation>
  </message>
  <message>
   <source>A recording is running.</source>
   <translation>Eine Aufnahme läuft.</translation>
  </message>
  <message>
   <source>A row per measure, a column per person.</source>
   <translation>Eine Zeile je Maß, eine Spalte je Person.</translation>
  </message>
  <message>
   <source>a rupture is being repaired</source>
   <translation>ein Bruch wird repariert</translation>
  </message>
  <message>
   <source>a second header for stream {0} was ignored</source>
   <translation>ein zweiter Kopf von Stream {0} wurde übergangen</translation>
  </message>
  <message>
   <source>a sensor is loose or was touched</source>
   <translation>ein Sensor sitzt locker oder wurde berührt</translation>
  </message>
  <message>
   <source>A shown zone describes the body this long ago: windows, waiting time before a change is committed, and the pipeline's delay.</source>
   <translation>Eine gezeigte Zone beschreibt den Körper vor dieser Zeit: Fenster, Wartezeit bis ein Wechsel gilt, und Verzögerung der Verarbeitung.</translation>
  </message>
  <message>
   <source>a stream of its name is there again</source>
   <translation>ein Stream dieses Namens ist wieder da</translation>
  </message>
  <message>
   <source>A study folder holds the sessions of one study.</source>
   <translation>Ein Studienordner enthält die Sitzungen einer Studie.</translation>
  </message>
  <message>
   <source>a text longer than its chunk</source>
   <translation>ein Text, der länger ist als sein Abschnitt</translation>
  </message>
  <message>
   <source>about </source>
   <translation>etwa </translation>
  </message>
  <message>
   <source>about frame</source>
   <translation>zum Rahmen</translation>
  </message>
  <message>
   <source>about progress</source>
   <translation>zum Fortschritt</translation>
  </message>
  <message>
   <source>about task</source>
   <translation>zur Aufgabe</translation>
  </message>
  <message>
   <source>about therapist</source>
   <translation>zur Therapeut/in</translation>
  </message>
  <message>
   <source>about twice the length around it: a beat was probably missed</source>
   <translation>etwa doppelt so lang wie die Umgebung: wohl ein übersehener Schlag</translation>
  </message>
  <message>
   <source>accelerometer</source>
   <translation>Beschleunigung</translation>
  </message>
  <message>
   <source>acceptance</source>
   <translation>Annehmen</translation>
  </message>
  <message>
   <source>activated, vagal index kept</source>
   <translation>aktiviert, vagaler Index erhalten</translation>
  </message>
  <message>
   <source>actor: as coded</source>
   <translation>wer: wie im Kodierbuch</translation>
  </message>
  <message>
   <source>actor: client</source>
   <translation>wer: Klient/in</translation>
  </message>
  <message>
   <source>actor: observer</source>
   <translation>wer: Beobachter/in</translation>
  </message>
  <message>
   <source>actor: therapist</source>
   <translation>wer: Therapeut/in</translation>
  </message>
  <message>
   <source>Alarm seen</source>
   <translation>Alarm gesehen</translation>
  </message>
  <message>
   <source>Alarm: {0}</source>
   <translation>Alarm: {0}</translation>
  </message>
  <message>
   <source>All notes of the session, newest first.</source>
   <translation>Alle Notizen der Sitzung, die neueste zuerst.</translation>
  </message>
  <message>
   <source>alliance rupture, withdrawal</source>
   <translation>Bruch der Allianz, Rückzug</translation>
  </message>
  <message>
   <source>An input is missing or not valid, so nothing is said.</source>
   <translation>Eine Eingabe fehlt oder ist ungültig, darum wird nichts gesagt.</translation>
  </message>
  <message>
   <source>an observer judged hypoarousal within 60 s</source>
   <translation>ein Beobachter sah innerhalb von 60 s Untererregung</translation>
  </message>
  <message>
   <source>and {0} more notes</source>
   <translation>und {0} weitere Anmerkungen</translation>
  </message>
  <message>
   <source>Another recorder is recording into {0}.</source>
   <translation>Ein anderer Rekorder zeichnet nach {0} auf.</translation>
  </message>
  <message>
   <source>Arousal unsure</source>
   <translation>Erregung unklar</translation>
  </message>
  <message>
   <source>Arrow keys choose a session; the buttons act on it.</source>
   <translation>Pfeiltasten wählen eine Sitzung; die Schaltflächen gelten für sie.</translation>
  </message>
  <message>
   <source>As proposed</source>
   <translation>Wie vorgeschlagen</translation>
  </message>
  <message>
   <source>ask client, therapist</source>
   <translation>Personen fragen</translation>
  </message>
  <message>
   <source>attunement</source>
   <translation>Einstimmen</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>back to now</source>
   <translation>zurück zu jetzt</translation>
  </message>
  <message>
   <source>Back to now</source>
   <translation>Zurück zu jetzt</translation>
  </message>
  <message>
   <source>Back to the first page.</source>
   <translation>Zurück zur ersten Seite.</translation>
  </message>
  <message>
   <source>Back to the sensors</source>
   <translation>Zurück zu den Sensoren</translation>
  </message>
  <message>
   <source>Back to the session</source>
   <translation>Zurück zur Sitzung</translation>
  </message>
  <message>
   <source>Baseline</source>
   <translation>Ruhemessung</translation>
  </message>
  <message>
   <source>baseline</source>
   <translation>Ruhemessung</translation>
  </message>
  <message>
   <source>baseline accepted</source>
   <translation>Ruhemessung angenommen</translation>
  </message>
  <message>
   <source>beat times of an RR stream are uncertain by about half a second</source>
   <translation>Schlagzeiten eines RR-Stroms sind um etwa eine halbe Sekunde unsicher</translation>
  </message>
  <message>
   <source>Beat-to-beat variability over {0:.0f} s.</source>
   <translation>Variabilität von Schlag zu Schlag über {0:.0f} s.</translation>
  </message>
  <message>
   <source>beats arrive, at intervals that a heart can have</source>
   <translation>Schläge kommen, in Abständen, die ein Herz haben kann</translation>
  </message>
  <message>
   <source>being computed</source>
   <translation>wird berechnet</translation>
  </message>
  <message>
   <source>belt</source>
   <translation>Gurt</translation>
  </message>
  <message>
   <source>belt is there</source>
   <translation>Gurt ist da</translation>
  </message>
  <message>
   <source>Better let its program stamp with the LSL clock (push_sample without a time).</source>
   <translation>Besser stempelt sein Programm mit der LSL-Uhr (push_sample ohne Zeit).</translation>
  </message>
  <message>
   <source>BIDS dataset</source>
   <translation>BIDS-Datensatz</translation>
  </message>
  <message>
   <source>blames self</source>
   <translation>gibt sich die Schuld</translation>
  </message>
  <message>
   <source>BLIND</source>
   <translation>VERBLINDET</translation>
  </message>
  <message>
   <source>Blind display: everything is recorded, nothing of the body is shown.</source>
   <translation>Verblindete Anzeige: alles wird aufgenommen, nichts vom Körper wird gezeigt.</translation>
  </message>
  <message>
   <source>boundary</source>
   <translation>Grenze</translation>
  </message>
  <message>
   <source>Breath</source>
   <translation>Atem</translation>
  </message>
  <message>
   <source>breath is longer than 12 s</source>
   <translation>der Atemzug ist länger als 12 s</translation>
  </message>
  <message>
   <source>breath or one of its phases is too short</source>
   <translation>der Atemzug oder eine seiner Phasen ist zu kurz</translation>
  </message>
  <message>
   <source>breathe as you like</source>
   <translation>atmen, wie Sie mögen</translation>
  </message>
  <message>
   <source>Breathe in while the circle grows, out while it shrinks.</source>
   <translation>Einatmen, solange der Kreis wächst, ausatmen, solange er schrumpft.</translation>
  </message>
  <message>
   <source>breathing in takes longer than out: the sensor seems upside down</source>
   <translation>das Einatmen dauert länger als das Ausatmen: der Sensor scheint verkehrt herum</translation>
  </message>
  <message>
   <source>breathing in takes {0} % of a breath</source>
   <translation>Einatmen dauert {0} % eines Atemzugs</translation>
  </message>
  <message>
   <source>breathing is irregular, as in speech</source>
   <translation>die Atmung ist unregelmäßig, wie beim Sprechen</translation>
  </message>
  <message>
   <source>breathing lies near an edge of the band, where part of it is lost</source>
   <translation>die Atmung liegt nahe am Rand des Bandes, ein Teil geht verloren</translation>
  </message>
  <message>
   <source>breathing lies outside the frequency band of the index</source>
   <translation>die Atmung liegt außerhalb des Frequenzbandes des Index</translation>
  </message>
  <message>
   <source>Breathing pacer</source>
   <translation>Atemtakt</translation>
  </message>
  <message>
   <source>breathing to a pacer changes RSA by itself</source>
   <translation>Atmen nach Takt verändert die RSA schon für sich</translation>
  </message>
  <message>
   <source>breaths differ too much in length</source>
   <translation>die Atemzüge sind zu verschieden lang</translation>
  </message>
  <message>
   <source>Broken</source>
   <translation>Gebrochen</translation>
  </message>
  <message>
   <source>bytes left over</source>
   <translation>Bytes bleiben übrig</translation>
  </message>
  <message>
   <source>bytes {0} to {1} are damaged</source>
   <translation>die Bytes {0} bis {1} sind beschädigt</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled. Nothing is left half done; what was complete stays.</source>
   <translation>Abgebrochen. Nichts bleibt halb fertig; was vollständig war, bleibt.</translation>
  </message>
  <message>
   <source>Cancels what is being done; nothing is left half done. Else to the start.</source>
   <translation>Bricht ab, was gerade geschieht; nichts bleibt halb fertig. Sonst zum Anfang.</translation>
  </message>
  <message>
   <source>Challenge</source>
   <translation>Herausforderung</translation>
  </message>
  <message>
   <source>Change-oriented</source>
   <translation>Verändernd</translation>
  </message>
  <message>
   <source>change-oriented intervention: asks for something new; an invitation is the mildest form</source>
   <translation>verändernde Intervention: verlangt Neues; die Einladung ist die mildeste Form</translation>
  </message>
  <message>
   <source>change-oriented intervention: exposure, confrontation, interpretation, experiment</source>
   <translation>verändernde Intervention: Exposition, Konfrontation, Deutung, Experiment</translation>
  </message>
  <message>
   <source>Changes task or goal</source>
   <translation>Ändert Aufgabe oder Ziel</translation>
  </message>
  <message>
   <source>changes topic</source>
   <translation>wechselt das Thema</translation>
  </message>
  <message>
   <source>channel count</source>
   <translation>Kanalzahl</translation>
  </message>
  <message>
   <source>channel labels</source>
   <translation>Kanalnamen</translation>
  </message>
  <message>
   <source>Channel that carries it</source>
   <translation>Kanal, der es trägt</translation>
  </message>
  <message>
   <source>channel units</source>
   <translation>Kanaleinheiten</translation>
  </message>
  <message>
   <source>channel {0}</source>
   <translation>Kanal {0}</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Check how the sensor sits; numbers without a good signal are missing.</source>
   <translation>Prüfen Sie, wie der Sensor sitzt; ohne gutes Signal fehlen die Zahlen.</translation>
  </message>
  <message>
   <source>Check that the sensor is on, charged, worn and in reach.</source>
   <translation>Prüfen Sie, ob der Sensor an, geladen, angelegt und in Reichweite ist.</translation>
  </message>
  <message>
   <source>Check the network between the two computers.</source>
   <translation>Prüfen Sie das Netz zwischen den beiden Computern.</translation>
  </message>
  <message>
   <source>Check the network; a firewall may block UDP ('safehold doctor').</source>
   <translation>Prüfen Sie das Netz; vielleicht sperrt eine Firewall UDP ('safehold doctor').</translation>
  </message>
  <message>
   <source>Check the path and that this user may read it.</source>
   <translation>Pfad prüfen, und ob dieses Konto lesen darf.</translation>
  </message>
  <message>
   <source>Check the sensor, its battery and its distance; it is taken up again by itself.</source>
   <translation>Prüfen Sie Sensor, Akku und Abstand; er wird von selbst wieder aufgenommen.</translation>
  </message>
  <message>
   <source>Check the sensors</source>
   <translation>Sensoren prüfen</translation>
  </message>
  <message>
   <source>Check the session folder: a recording is called recording.xdf.</source>
   <translation>Sitzungsordner prüfen: eine Aufnahme heißt recording.xdf.</translation>
  </message>
  <message>
   <source>checking</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Choose</source>
   <translation>Wählen</translation>
  </message>
  <message>
   <source>Choose a session folder that this user may write to.</source>
   <translation>Wählen Sie einen Sitzungsordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose a stream to say what it is.</source>
   <translation>Wählen Sie einen Strom, um zu sagen, was er ist.</translation>
  </message>
  <message>
   <source>Choose the recording.xdf of a session folder.</source>
   <translation>Die recording.xdf eines Sitzungsordners wählen.</translation>
  </message>
  <message>
   <source>Choose the study folder.</source>
   <translation>Den Studienordner wählen.</translation>
  </message>
  <message>
   <source>Chosen before the session and logged in the recording. Everything is recorded and computed as in the full display.</source>
   <translation>Vor der Sitzung gewählt und in der Aufnahme vermerkt. Aufgenommen und berechnet wird alles wie in der vollen Anzeige.</translation>
  </message>
  <message>
   <source>Clarifies</source>
   <translation>Klärt</translation>
  </message>
  <message>
   <source>Clearly above the own baseline, short of the two-axis rule. Talking, moving, caffeine or effortful thinking give the same picture.</source>
   <translation>Deutlich über der eigenen Ruhemessung, noch unter der Regel auf beiden Achsen. Sprechen, Bewegung, Koffein oder angestrengtes Denken geben dasselbe Bild.</translation>
  </message>
  <message>
   <source>client</source>
   <translation>Klient/in</translation>
  </message>
  <message>
   <source>Client speaks</source>
   <translation>Kl. spricht</translation>
  </message>
  <message>
   <source>clock offset not yet measured</source>
   <translation>Uhrenversatz noch nicht gemessen</translation>
  </message>
  <message>
   <source>Close, go on recording</source>
   <translation>Schließen, weiter aufnehmen</translation>
  </message>
  <message>
   <source>Closing the window; the recording goes on ...</source>
   <translation>Das Fenster wird geschlossen; die Aufnahme läuft weiter ...</translation>
  </message>
  <message>
   <source>co-regulation: reserved · needs 5 min of both people, not computed live</source>
   <translation>Koregulation: reserviert · braucht 5 min von beiden, nicht live berechnet</translation>
  </message>
  <message>
   <source>co-regulation: reserved · needs two people</source>
   <translation>Koregulation: reserviert · braucht zwei Personen</translation>
  </message>
  <message>
   <source>Codebook</source>
   <translation>Kodierbuch</translation>
  </message>
  <message>
   <source>Codes</source>
   <translation>Kodes</translation>
  </message>
  <message>
   <source>Codes with their keys</source>
   <translation>Kodes mit ihren Tasten</translation>
  </message>
  <message>
   <source>Coding</source>
   <translation>Kodieren</translation>
  </message>
  <message>
   <source>comfort range</source>
   <translation>Wohlbereich</translation>
  </message>
  <message>
   <source>complies</source>
   <translation>fügt sich</translation>
  </message>
  <message>
   <source>Computes every number on data whose truth is known; takes a minute.</source>
   <translation>Berechnet jede Zahl an Daten, deren Wahrheit bekannt ist; dauert eine Minute.</translation>
  </message>
  <message>
   <source>Computing beats and indices</source>
   <translation>Schläge und Kennwerte werden berechnet</translation>
  </message>
  <message>
   <source>confidence not said</source>
   <translation>Sicherheit nicht gesagt</translation>
  </message>
  <message>
   <source>Confrontation</source>
   <translation>Konfrontation</translation>
  </message>
  <message>
   <source>confrontation</source>
   <translation>Konfrontation</translation>
  </message>
  <message>
   <source>Connected: the recorder or the workbench reads the answers. Those given before that are sent later, with the time they were given at.</source>
   <translation>Verbunden: der Rekorder oder das Programm liest die Antworten. Frühere werden nachgesandt, mit der Zeit, zu der sie gegeben wurden.</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>verbindet</translation>
  </message>
  <message>
   <source>CONNECTING</source>
   <translation>VERBINDET</translation>
  </message>
  <message>
   <source>containment</source>
   <translation>Containment</translation>
  </message>
  <message>
   <source>Cough</source>
   <translation>Husten</translation>
  </message>
  <message>
   <source>Crying</source>
   <translation>Weinen</translation>
  </message>
  <message>
   <source>crying breaks breathing as speech does</source>
   <translation>Weinen unterbricht die Atmung wie Sprechen</translation>
  </message>
  <message>
   <source>cut off by unknown time or by the limits of the span</source>
   <translation>durch unbekannte Zeit oder das Ende der Spanne abgeschnitten</translation>
  </message>
  <message>
   <source>data format</source>
   <translation>Datenformat</translation>
  </message>
  <message>
   <source>Data wait in memory. Close other programs; check a network or USB drive.</source>
   <translation>Die Daten warten im Speicher. Schließen Sie andere Programme; prüfen Sie Netz- oder USB-Laufwerk.</translation>
  </message>
  <message>
   <source>Dates and times of day as they were</source>
   <translation>Datum und Uhrzeit, wie sie waren</translation>
  </message>
  <message>
   <source>Dates shifted by a secret number of weeks</source>
   <translation>Datum um geheime Zahl von Wochen verschoben</translation>
  </message>
  <message>
   <source>Dates: shifted ones keep weekdays and the time between sessions of a pair</source>
   <translation>Datum: verschoben bleiben Wochentage und der Abstand zwischen Sitzungen eines Paars</translation>
  </message>
  <message>
   <source>Defence</source>
   <translation>Abwehr</translation>
  </message>
  <message>
   <source>defends self</source>
   <translation>verteidigt sich</translation>
  </message>
  <message>
   <source>derivatives</source>
   <translation>Abgeleitete Tabellen</translation>
  </message>
  <message>
   <source>derived</source>
   <translation>abgeleitet</translation>
  </message>
  <message>
   <source>did not end in order; the recording is safe</source>
   <translation>nicht ordentlich beendet; die Aufnahme ist sicher</translation>
  </message>
  <message>
   <source>Disclosure</source>
   <translation>Selbstöffnung</translation>
  </message>
  <message>
   <source>disk {0}</source>
   <translation>Platte {0}</translation>
  </message>
  <message>
   <source>Do again what was taken back last (Ctrl+Y).</source>
   <translation>Das zuletzt Zurückgenommene wiederholen (Strg+Y).</translation>
  </message>
  <message>
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>Doubles the speed.</source>
   <translation>Verdoppelt das Tempo.</translation>
  </message>
  <message>
   <source>ecg</source>
   <translation>EKG</translation>
  </message>
  <message>
   <source>eda</source>
   <translation>EDA</translation>
  </message>
  <message>
   <source>EDF+, one file a person</source>
   <translation>EDF+, eine Datei je Person</translation>
  </message>
  <message>
   <source>end and close</source>
   <translation>beenden</translation>
  </message>
  <message>
   <source>End and close</source>
   <translation>Beenden und schließen</translation>
  </message>
  <message>
   <source>End baseline</source>
   <translation>Schlussmessung</translation>
  </message>
  <message>
   <source>End one of them: after a dropout the other one might be taken for it.</source>
   <translation>Beenden Sie einen davon: Nach einem Ausfall könnte der andere für ihn gehalten werden.</translation>
  </message>
  <message>
   <source>End the session</source>
   <translation>Sitzung beenden</translation>
  </message>
  <message>
   <source>End: {0}</source>
   <translation>Beenden: {0}</translation>
  </message>
  <message>
   <source>end_baseline</source>
   <translation>Schlussmessung</translation>
  </message>
  <message>
   <source>ENDED</source>
   <translation>BEENDET</translation>
  </message>
  <message>
   <source>Ending the session and the recording ...</source>
   <translation>Sitzung und Aufnahme werden beendet ...</translation>
  </message>
  <message>
   <source>Ends the recording; asks first.</source>
   <translation>Beendet die Aufnahme; fragt vorher.</translation>
  </message>
  <message>
   <source>Enough safety</source>
   <translation>Genug Sicherheit</translation>
  </message>
  <message>
   <source>Enter keeps the note, Escape drops it.</source>
   <translation>Eingabe behält die Notiz, Escape verwirft sie.</translation>
  </message>
  <message>
   <source>Even with names of devices or computers in it</source>
   <translation>Auch mit Namen von Geräten oder Rechnern darin</translation>
  </message>
  <message>
   <source>Events</source>
   <translation>Ereignisse</translation>
  </message>
  <message>
   <source>events</source>
   <translation>Ereignisse</translation>
  </message>
  <message>
   <source>everything</source>
   <translation>alles</translation>
  </message>
  <message>
   <source>Everything that has a key</source>
   <translation>Alles, was eine Taste hat</translation>
  </message>
  <message>
   <source>experiment</source>
   <translation>Experiment</translation>
  </message>
  <message>
   <source>Exploited</source>
   <translation>Ausgenutzt</translation>
  </message>
  <message>
   <source>Exploration</source>
   <translation>Exploration</translation>
  </message>
  <message>
   <source>Explores</source>
   <translation>Exploriert</translation>
  </message>
  <message>
   <source>Explores the rupture</source>
   <translation>Erkundet den Bruch</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export {0}</source>
   <translation>{0} exportieren</translation>
  </message>
  <message>
   <source>exposure</source>
   <translation>Exposition</translation>
  </message>
  <message>
   <source>FAILED</source>
   <translation>FEHLER</translation>
  </message>
  <message>
   <source>falls silent</source>
   <translation>verstummt</translation>
  </message>
  <message>
   <source>Faster</source>
   <translation>Schneller</translation>
  </message>
  <message>
   <source>fewer than 10 segments in which both people have values</source>
   <translation>weniger als 10 Abschnitte, in denen beide Werte haben</translation>
  </message>
  <message>
   <source>fewer than 5 usable episodes</source>
   <translation>weniger als 5 brauchbare Episoden</translation>
  </message>
  <message>
   <source>fewer than 5 usable events</source>
   <translation>weniger als 5 brauchbare Ereignisse</translation>
  </message>
  <message>
   <source>fewer than two beats in a phase of the breath</source>
   <translation>weniger als zwei Schläge in einer Phase des Atemzugs</translation>
  </message>
  <message>
   <source>flat lines, {0} times</source>
   <translation>Nulllinien, {0}-mal</translation>
  </message>
  <message>
   <source>Folder that holds the sessions and their study.toml</source>
   <translation>Ordner mit den Sitzungen und ihrer study.toml</translation>
  </message>
  <message>
   <source>Forgets what you said of this stream.</source>
   <translation>Vergisst, was Sie von diesem Strom gesagt haben.</translation>
  </message>
  <message>
   <source>found</source>
   <translation>gefunden</translation>
  </message>
  <message>
   <source>Free notes, too (they may name people)</source>
   <translation>Auch freie Notizen (sie können Personen nennen)</translation>
  </message>
  <message>
   <source>Free space now; the recording must not be moved while it runs.</source>
   <translation>Schaffen Sie jetzt Platz; eine laufende Aufzeichnung darf nicht verschoben werden.</translation>
  </message>
  <message>
   <source>Free space on the disk.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <source>from a pulse wave: pulse rate variability, not heart rate variability</source>
   <translation>aus einer Pulswelle: Pulsraten-, nicht Herzratenvariabilität</translation>
  </message>
  <message>
   <source>from the height of the R waves, not from a respiration sensor</source>
   <translation>aus der Höhe der R-Zacken, nicht von einem Atemsensor</translation>
  </message>
  <message>
   <source>From {0} to {1}</source>
   <translation>Von {0} bis {1}</translation>
  </message>
  <message>
   <source>full screen</source>
   <translation>ganzer Bildschirm</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Ganzer Bildschirm</translation>
  </message>
  <message>
   <source>fully</source>
   <translation>ganz</translation>
  </message>
  <message>
   <source>gaps</source>
   <translation>Lücken</translation>
  </message>
  <message>
   <source>Give everybody a study code.</source>
   <translation>Geben Sie jeder Person ein Kürzel.</translation>
  </message>
  <message>
   <source>Give the session a code.</source>
   <translation>Geben Sie der Sitzung ein Kürzel.</translation>
  </message>
  <message>
   <source>Gives the reason</source>
   <translation>Begründet</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Go on recording</source>
   <translation>Weiter aufnehmen</translation>
  </message>
  <message>
   <source>Go on with it</source>
   <translation>Damit fortfahren</translation>
  </message>
  <message>
   <source>Go on with it, or stop it first.</source>
   <translation>Fahren Sie damit fort, oder beenden Sie ihn zuerst.</translation>
  </message>
  <message>
   <source>Goes on to the next step of the protocol.</source>
   <translation>Geht zum nächsten Schritt des Protokolls.</translation>
  </message>
  <message>
   <source>good</source>
   <translation>gut</translation>
  </message>
  <message>
   <source>growth edge</source>
   <translation>Wachstumskante</translation>
  </message>
  <message>
   <source>halted: start it together with the video (Space)</source>
   <translation>angehalten: zusammen mit dem Video starten (Leertaste)</translation>
  </message>
  <message>
   <source>Halts the replay.</source>
   <translation>Hält die Wiedergabe an.</translation>
  </message>
  <message>
   <source>Halves the speed.</source>
   <translation>Halbiert das Tempo.</translation>
  </message>
  <message>
   <source>Heart</source>
   <translation>Herz</translation>
  </message>
  <message>
   <source>heart rate</source>
   <translation>Herzrate</translation>
  </message>
  <message>
   <source>Heart rate and RSA do not depend on it; say what it is before amplitudes are used: safehold streams set NAME --unit a.u.</source>
   <translation>Herzfrequenz und RSA hängen nicht davon ab; sagen Sie, welche es ist, bevor Amplituden verwendet werden: safehold streams set NAME --unit a.u.</translation>
  </message>
  <message>
   <source>Heart rate clearly down, vagal index not up. An elevated baseline, habituation, fatigue or medication give the same picture; it takes a human observation to say more.</source>
   <translation>Herzrate deutlich niedriger, vagaler Index nicht höher. Eine erhöhte Ruhemessung, Gewöhnung, Müdigkeit oder Medikamente geben dasselbe Bild; mehr sagen kann nur eine menschliche Beobachtung.</translation>
  </message>
  <message>
   <source>Heart rate down and vagal index down. An elevated baseline, habituation, fatigue or medication give the same picture; it takes a human observation to say more.</source>
   <translation>Herzrate und vagaler Index niedriger. Eine erhöhte Ruhemessung, Gewöhnung, Müdigkeit oder Medikamente geben dasselbe Bild; mehr zu sagen braucht die Beobachtung eines Menschen.</translation>
  </message>
  <message>
   <source>Heart rate down, vagal index unchanged or up. Rest and calm, and just as well slow breathing or drowsiness.</source>
   <translation>Herzrate niedriger, vagaler Index gleich oder höher. Ruhe und Gelassenheit, und ebenso langsames Atmen oder Schläfrigkeit.</translation>
  </message>
  <message>
   <source>heart rate drifted by more than 4 bpm during the baseline</source>
   <translation>die Herzrate verschob sich in der Ruhemessung um mehr als 4 bpm</translation>
  </message>
  <message>
   <source>heart rate only: the river needs a vagal index</source>
   <translation>nur Herzrate: der Fluss braucht einen vagalen Index</translation>
  </message>
  <message>
   <source>heart rate settles anew for a minute</source>
   <translation>die Herzfrequenz pendelt sich eine Minute lang neu ein</translation>
  </message>
  <message>
   <source>Heart rate up and vagal index down against the own baseline. Talking, laughing, moving, caffeine, posture, heat or effortful thinking give the same picture.</source>
   <translation>Herzrate höher und vagaler Index niedriger als in der eigenen Ruhemessung. Sprechen, Lachen, Bewegung, Koffein, Haltung, Wärme oder angestrengtes Denken geben dasselbe Bild.</translation>
  </message>
  <message>
   <source>Heart rate up, vagal index not down. Engaged, speaking or aroused but regulated: speech inflates RSA, and so may the onset of exercise.</source>
   <translation>Herzrate höher, vagaler Index nicht niedriger. Beteiligt, sprechend oder erregt, aber reguliert: Sprechen vergrößert die RSA, und das kann auch beginnende Anstrengung.</translation>
  </message>
  <message>
   <source>Heart rate: mean over {0:.0f} s.</source>
   <translation>Herzrate: Mittel über {0:.0f} s.</translation>
  </message>
  <message>
   <source>Heart rate; band: own baseline, centre and spread.</source>
   <translation>Herzrate; Band: eigene Ruhemessung, Mitte und Streuung.</translation>
  </message>
  <message>
   <source>held, inputs missing</source>
   <translation>gehalten, Eingaben fehlen</translation>
  </message>
  <message>
   <source>held: inputs missing</source>
   <translation>gehalten: Eingaben fehlen</translation>
  </message>
  <message>
   <source>Hide {0}</source>
   <translation>{0} ausblenden</translation>
  </message>
  <message>
   <source>Hide {0}; F7 brings it back. Drag the title to move it.</source>
   <translation>{0} ausblenden; F7 holt es zurück. Zum Verschieben am Titel ziehen.</translation>
  </message>
  <message>
   <source>high activation</source>
   <translation>hohe Aktivierung</translation>
  </message>
  <message>
   <source>high activation (HR only)</source>
   <translation>hohe Aktivierung (nur Herzrate)</translation>
  </message>
  <message>
   <source>high activation, borne in safety</source>
   <translation>hohe Aktivierung, in Sicherheit getragen</translation>
  </message>
  <message>
   <source>high certainty</source>
   <translation>hohe Gewissheit</translation>
  </message>
  <message>
   <source>holding</source>
   <translation>Halten</translation>
  </message>
  <message>
   <source>How much of each index is there</source>
   <translation>Wie viel von jedem Index da ist</translation>
  </message>
  <message>
   <source>How sure you are of the last event: sure, rather, not.</source>
   <translation>Wie sicher Sie beim letzten Ereignis sind: sicher, eher, nicht.</translation>
  </message>
  <message>
   <source>HR · bpm</source>
   <translation>HR · bpm</translation>
  </message>
  <message>
   <source>Hyperarousal</source>
   <translation>Übererregung</translation>
  </message>
  <message>
   <source>Hypoarousal</source>
   <translation>Untererregung</translation>
  </message>
  <message>
   <source>If it is the same sensor on the same person, use it again (Ctrl+U).</source>
   <translation>Wenn es derselbe Sensor an derselben Person ist, wieder verwenden (Strg+U).</translation>
  </message>
  <message>
   <source>in</source>
   <translation>ein</translation>
  </message>
  <message>
   <source>index</source>
   <translation>Index</translation>
  </message>
  <message>
   <source>Insight</source>
   <translation>Einsicht</translation>
  </message>
  <message>
   <source>Integration</source>
   <translation>Integration</translation>
  </message>
  <message>
   <source>interpretation</source>
   <translation>Deutung</translation>
  </message>
  <message>
   <source>interval far from its neighbours</source>
   <translation>Intervall weit von seinen Nachbarn</translation>
  </message>
  <message>
   <source>interval outside 300-2000 ms</source>
   <translation>Intervall außerhalb 300-2000 ms</translation>
  </message>
  <message>
   <source>invitation</source>
   <translation>Einladung</translation>
  </message>
  <message>
   <source>irregular</source>
   <translation>unregelmäßig</translation>
  </message>
  <message>
   <source>is being recorded</source>
   <translation>wird aufgenommen</translation>
  </message>
  <message>
   <source>it could not be compared with this computer's</source>
   <translation>sie ließ sich nicht mit der dieses Computers vergleichen</translation>
  </message>
  <message>
   <source>It holds: {0}.</source>
   <translation>Er enthält: {0}.</translation>
  </message>
  <message>
   <source>it is in LSL session {0}</source>
   <translation>er ist in der LSL-Sitzung {0}</translation>
  </message>
  <message>
   <source>it is not said whose it is: it is recorded, but not used</source>
   <translation>es ist nicht gesagt, wessen er ist: Er wird aufgezeichnet, aber nicht verwendet</translation>
  </message>
  <message>
   <source>It is recorded, but not processed. Let its program stamp with the LSL clock.</source>
   <translation>Er wird aufgezeichnet, aber nicht verarbeitet. Lassen Sie sein Programm mit der LSL-Uhr stempeln.</translation>
  </message>
  <message>
   <source>It is used by its stamps. If its program has a setting for the rate, set it.</source>
   <translation>Er wird nach seinen Zeitstempeln verwendet. Lässt sich in seinem Programm eine Rate einstellen, tun Sie es.</translation>
  </message>
  <message>
   <source>it is {0}</source>
   <translation>er ist {0}</translation>
  </message>
  <message>
   <source>it moves, and is not at its limit</source>
   <translation>es bewegt sich und stößt nicht an</translation>
  </message>
  <message>
   <source>its clock cannot be compared with this computer's</source>
   <translation>seine Uhr lässt sich nicht mit der dieses Computers vergleichen</translation>
  </message>
  <message>
   <source>its clock is known to {0} ms only</source>
   <translation>seine Uhr ist nur auf {0} ms bekannt</translation>
  </message>
  <message>
   <source>its header has changed ({0}), so it is another stream; start the session again under the same id to use it (the recording goes on)</source>
   <translation>sein Kopf hat sich geändert ({0}), also ist es ein anderer Stream; starten Sie die Sitzung unter derselben Kennung neu, um ihn zu verwenden (die Aufzeichnung geht weiter)</translation>
  </message>
  <message>
   <source>its program does not answer</source>
   <translation>sein Programm antwortet nicht</translation>
  </message>
  <message>
   <source>its program has ended</source>
   <translation>sein Programm ist beendet</translation>
  </message>
  <message>
   <source>its sender was restarted {0} times</source>
   <translation>der Sender wurde {0}-mal neu gestartet</translation>
  </message>
  <message>
   <source>its stamps are {0} s away: not on the LSL clock</source>
   <translation>seine Zeitstempel liegen {0} s daneben: nicht auf der LSL-Uhr</translation>
  </message>
  <message>
   <source>its stamps cannot be placed in time</source>
   <translation>seine Zeitstempel lassen sich nicht einordnen</translation>
  </message>
  <message>
   <source>Kept free for how two people's signals move together. That takes minutes of both and a comparison with chance, so no number stands here.</source>
   <translation>Frei gehalten dafür, wie sich die Signale zweier Menschen gemeinsam bewegen. Das braucht Minuten von beiden und einen Vergleich mit dem Zufall, darum steht hier keine Zahl.</translation>
  </message>
  <message>
   <source>Key {0}</source>
   <translation>Taste {0}</translation>
  </message>
  <message>
   <source>Key: {0}</source>
   <translation>Taste: {0}</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>Keys without a button; Shift+F1 shows all of them</source>
   <translation>Tasten ohne Knopf; Umschalt+F1 zeigt alle</translation>
  </message>
  <message>
   <source>large type</source>
   <translation>große Schrift</translation>
  </message>
  <message>
   <source>Large type</source>
   <translation>Große Schrift</translation>
  </message>
  <message>
   <source>Last events</source>
   <translation>Letzte Ereignisse</translation>
  </message>
  <message>
   <source>last: none</source>
   <translation>zuletzt: nichts</translation>
  </message>
  <message>
   <source>last: {0}</source>
   <translation>zuletzt: {0}</translation>
  </message>
  <message>
   <source>Laughter</source>
   <translation>Lachen</translation>
  </message>
  <message>
   <source>laughter breaks breathing as speech does</source>
   <translation>Lachen unterbricht die Atmung wie Sprechen</translation>
  </message>
  <message>
   <source>layout</source>
   <translation>Anordnung</translation>
  </message>
  <message>
   <source>Legend: {0}. {1}</source>
   <translation>Legende: {0}. {1}</translation>
  </message>
  <message>
   <source>length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>less than 10 min of valid time: a rate from it is rough</source>
   <translation>weniger als 10 min gültige Zeit: eine Rate daraus ist grob</translation>
  </message>
  <message>
   <source>less than 60 % of the span is valid</source>
   <translation>weniger als 60 % der Spanne sind gültig</translation>
  </message>
  <message>
   <source>Let the person breathe quietly for 20 s.</source>
   <translation>Lassen Sie die Person 20 s ruhig atmen.</translation>
  </message>
  <message>
   <source>Light or dark</source>
   <translation>Hell oder dunkel</translation>
  </message>
  <message>
   <source>light, dark</source>
   <translation>hell, dunkel</translation>
  </message>
  <message>
   <source>Line: the index on the vagal axis, with its own baseline band. Dashed: the other index, which the band says nothing about.</source>
   <translation>Linie: der Index der vagalen Achse mit dem Band der Ruhemessung. Gestrichelt: der andere Index, über den das Band nichts sagt.</translation>
  </message>
  <message>
   <source>Links to a pattern</source>
   <translation>Knüpft an ein Muster an</translation>
  </message>
  <message>
   <source>LIVE</source>
   <translation>LIVE</translation>
  </message>
  <message>
   <source>Longer time scale</source>
   <translation>Längere Zeitskala</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Neu suchen</translation>
  </message>
  <message>
   <source>Look back</source>
   <translation>Zurückblicken</translation>
  </message>
  <message>
   <source>look back, forth</source>
   <translation>zurück, vor</translation>
  </message>
  <message>
   <source>Look forth</source>
   <translation>Vorblicken</translation>
  </message>
  <message>
   <source>Looking at the sensors ...</source>
   <translation>Die Sensoren werden angesehen ...</translation>
  </message>
  <message>
   <source>LOOKING BACK · End: now</source>
   <translation>RÜCKBLICK · Ende: jetzt</translation>
  </message>
  <message>
   <source>Looks for all streams from the beginning.</source>
   <translation>Sucht alle Ströme von vorn.</translation>
  </message>
  <message>
   <source>Looks for the sensors' streams.</source>
   <translation>Sucht die Ströme der Sensoren.</translation>
  </message>
  <message>
   <source>lost</source>
   <translation>verloren</translation>
  </message>
  <message>
   <source>low activation (ambiguous)</source>
   <translation>niedrige Aktivierung (mehrdeutig)</translation>
  </message>
  <message>
   <source>low certainty</source>
   <translation>geringe Gewissheit</translation>
  </message>
  <message>
   <source>Makes the receipt of the chosen session again from its files.</source>
   <translation>Macht die Quittung der gewählten Sitzung neu aus ihren Dateien.</translation>
  </message>
  <message>
   <source>makes up one interval with its neighbour: probably a false beat between</source>
   <translation>gibt mit dem Nachbarn ein Intervall: wohl ein falscher Schlag dazwischen</translation>
  </message>
  <message>
   <source>Making the receipt from the files ...</source>
   <translation>Die Quittung wird aus den Dateien gemacht ...</translation>
  </message>
  <message>
   <source>manifest</source>
   <translation>Manifest</translation>
  </message>
  <message>
   <source>many irregular beats in a good signal: inspect this person's rhythm</source>
   <translation>viele unregelmäßige Schläge in gutem Signal: den Rhythmus dieser Person ansehen</translation>
  </message>
  <message>
   <source>map of enough safety</source>
   <translation>Sicherheitskarte</translation>
  </message>
  <message>
   <source>Map of enough safety</source>
   <translation>Karte genügender Sicherheit</translation>
  </message>
  <message>
   <source>Map of {0}</source>
   <translation>Karte: {0}</translation>
  </message>
  <message>
   <source>marked</source>
   <translation>deutlich</translation>
  </message>
  <message>
   <source>marked now: {0}</source>
   <translation>jetzt markiert: {0}</translation>
  </message>
  <message>
   <source>measure</source>
   <translation>Maß</translation>
  </message>
  <message>
   <source>Measures of a span</source>
   <translation>Maße einer Spanne</translation>
  </message>
  <message>
   <source>Measures of the time in view</source>
   <translation>Maße der sichtbaren Zeit</translation>
  </message>
  <message>
   <source>median {0} ms: no interval between heart beats</source>
   <translation>Median {0} ms: kein Abstand zwischen Herzschlägen</translation>
  </message>
  <message>
   <source>medication is noted for this person</source>
   <translation>für diese Person sind Medikamente vermerkt</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>Menü</translation>
  </message>
  <message>
   <source>mild</source>
   <translation>leicht</translation>
  </message>
  <message>
   <source>min</source>
   <translation>min</translation>
  </message>
  <message>
   <source>Misattuned</source>
   <translation>Nicht eingestimmt</translation>
  </message>
  <message>
   <source>missing</source>
   <translation>fehlt</translation>
  </message>
  <message>
   <source>Mistimed</source>
   <translation>Zur falschen Zeit</translation>
  </message>
  <message>
   <source>Mixed</source>
   <translation>Beides</translation>
  </message>
  <message>
   <source>MNE-Python (FIF)</source>
   <translation>MNE-Python (FIF)</translation>
  </message>
  <message>
   <source>moderate certainty</source>
   <translation>mittlere Gewissheit</translation>
  </message>
  <message>
   <source>modifier</source>
   <translation>Zusatz</translation>
  </message>
  <message>
   <source>more samples came than could be taken, {0} times</source>
   <translation>es kamen mehr Werte, als angenommen werden konnten, {0}-mal</translation>
  </message>
  <message>
   <source>more than 5 % of the baseline's intervals are flagged</source>
   <translation>mehr als 5 % der Intervalle der Ruhemessung sind beanstandet</translation>
  </message>
  <message>
   <source>mostly missing because</source>
   <translation>fehlt meist, weil</translation>
  </message>
  <message>
   <source>Move by mouse, wheel or arrow keys.</source>
   <translation>Mit Maus, Rad oder Pfeiltasten bewegen.</translation>
  </message>
  <message>
   <source>Movement</source>
   <translation>Bewegung</translation>
  </message>
  <message>
   <source>movement changes heart rate</source>
   <translation>Bewegung verändert die Herzfrequenz</translation>
  </message>
  <message>
   <source>movement is marked</source>
   <translation>Bewegung ist markiert</translation>
  </message>
  <message>
   <source>Names own part</source>
   <translation>Nennt den eigenen Anteil</translation>
  </message>
  <message>
   <source>near the lower threshold (ambiguous)</source>
   <translation>nahe unterer Schwelle (mehrdeutig)</translation>
  </message>
  <message>
   <source>Near the own baseline on both axes. Fine for restoration; if it lasts, ask whether there is enough challenge.</source>
   <translation>Auf beiden Achsen nahe der eigenen Ruhemessung. Gut zur Erholung; wenn es anhält, fragen, ob genug Herausforderung da ist.</translation>
  </message>
  <message>
   <source>near the upper threshold</source>
   <translation>nahe oberer Schwelle</translation>
  </message>
  <message>
   <source>near upper threshold</source>
   <translation>nahe oberer Schwelle</translation>
  </message>
  <message>
   <source>necessary danger: something that activates the client</source>
   <translation>nötige Gefahr: etwas, das die Klientin oder den Klienten aktiviert</translation>
  </message>
  <message>
   <source>necessary danger: something that is to activate the client</source>
   <translation>nötige Gefahr: etwas, das die Klientin oder den Klienten aktivieren soll</translation>
  </message>
  <message>
   <source>needs a look</source>
   <translation>bitte ansehen</translation>
  </message>
  <message>
   <source>Neither axis has clearly left the own baseline. Anything may lie behind it, dissociation with normal autonomic function included.</source>
   <translation>Keine Achse hat die eigene Ruhemessung deutlich verlassen. Dahinter kann alles liegen, auch Dissoziation bei normaler autonomer Funktion.</translation>
  </message>
  <message>
   <source>New session</source>
   <translation>Neue Sitzung</translation>
  </message>
  <message>
   <source>Next step</source>
   <translation>Nächster Schritt</translation>
  </message>
  <message>
   <source>Next step of the protocol</source>
   <translation>Nächster Schritt des Protokolls</translation>
  </message>
  <message>
   <source>Next: sensors</source>
   <translation>Weiter: Sensoren</translation>
  </message>
  <message>
   <source>no baseline could be taken</source>
   <translation>keine Ruhemessung möglich</translation>
  </message>
  <message>
   <source>no baseline yet: no position can be given</source>
   <translation>noch keine Ruhemessung: keine Lage möglich</translation>
  </message>
  <message>
   <source>no beat yet</source>
   <translation>noch kein Schlag</translation>
  </message>
  <message>
   <source>no data</source>
   <translation>keine Daten</translation>
  </message>
  <message>
   <source>no data for {0:.0f} s</source>
   <translation>keine Daten seit {0:.0f} s</translation>
  </message>
  <message>
   <source>no data for {0} s</source>
   <translation>seit {0} s keine Daten</translation>
  </message>
  <message>
   <source>no data in {0} s</source>
   <translation>keine Daten in {0} s</translation>
  </message>
  <message>
   <source>no data yet</source>
   <translation>noch keine Daten</translation>
  </message>
  <message>
   <source>No dates</source>
   <translation>Ohne Datum</translation>
  </message>
  <message>
   <source>no exponential decay can be fitted</source>
   <translation>kein exponentielles Abklingen anpassbar</translation>
  </message>
  <message>
   <source>no footer for stream {0}</source>
   <translation>kein Schlussblock von Stream {0}</translation>
  </message>
  <message>
   <source>no heart signal was found</source>
   <translation>kein Herzsignal gefunden</translation>
  </message>
  <message>
   <source>no length of a stamp</source>
   <translation>keine Länge eines Stempels</translation>
  </message>
  <message>
   <source>no new value</source>
   <translation>kein neuer Wert</translation>
  </message>
  <message>
   <source>no new value for {0:.0f} s</source>
   <translation>kein neuer Wert seit {0:.0f} s</translation>
  </message>
  <message>
   <source>no notes yet: n writes one</source>
   <translation>noch keine Notiz: n schreibt eine</translation>
  </message>
  <message>
   <source>no number: signal quality, phase and events</source>
   <translation>keine Zahl: Signalgüte, Phase und Ereignisse</translation>
  </message>
  <message>
   <source>no paced-breathing calibration was made</source>
   <translation>keine Eichung mit Taktatmung</translation>
  </message>
  <message>
   <source>No phase marked</source>
   <translation>Keine Phase markiert</translation>
  </message>
  <message>
   <source>No receipt could be made.</source>
   <translation>Es konnte keine Quittung gemacht werden.</translation>
  </message>
  <message>
   <source>no respiration signal was found</source>
   <translation>kein Atemsignal gefunden</translation>
  </message>
  <message>
   <source>no resting baseline has been taken yet</source>
   <translation>noch keine Ruhemessung</translation>
  </message>
  <message>
   <source>no stream of this kind is connected for this person</source>
   <translation>für diese Person ist kein solcher Strom verbunden</translation>
  </message>
  <message>
   <source>No stream yet.</source>
   <translation>Noch kein Strom.</translation>
  </message>
  <message>
   <source>no usable respiration to interpret the index with</source>
   <translation>keine brauchbare Atmung, um den Index zu deuten</translation>
  </message>
  <message>
   <source>no vagal index: heart rate alone, stricter threshold, low certainty</source>
   <translation>kein vagaler Index: nur Herzrate, strengere Schwelle, geringe Gewissheit</translation>
  </message>
  <message>
   <source>no variable-length integer</source>
   <translation>keine Ganzzahl variabler Länge</translation>
  </message>
  <message>
   <source>nobody coded speech, and shared turns of speech look the same</source>
   <translation>niemand kodierte Sprechen, und gemeinsame Sprechwechsel sehen gleich aus</translation>
  </message>
  <message>
   <source>Nobody takes part.</source>
   <translation>Niemand nimmt teil.</translation>
  </message>
  <message>
   <source>nobody's</source>
   <translation>niemand</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keiner</translation>
  </message>
  <message>
   <source>None of them is the heart or the respiration of a participant. Choose a stream and say below whose it is.</source>
   <translation>Keiner davon ist Herz oder Atmung einer teilnehmenden Person. Wählen Sie einen Strom und sagen Sie darunter, wessen er ist.</translation>
  </message>
  <message>
   <source>nonverbal</source>
   <translation>nonverbal</translation>
  </message>
  <message>
   <source>Not everything is as it should be:</source>
   <translation>Nicht alles ist, wie es sein soll:</translation>
  </message>
  <message>
   <source>not final yet</source>
   <translation>noch nicht endgültig</translation>
  </message>
  <message>
   <source>not recording</source>
   <translation>keine Aufnahme</translation>
  </message>
  <message>
   <source>not seen</source>
   <translation>nicht gesehen</translation>
  </message>
  <message>
   <source>not sure</source>
   <translation>nicht sicher</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>note, then Enter (Esc drops it)</source>
   <translation>Notiz, dann Eingabe (Esc verwirft)</translation>
  </message>
  <message>
   <source>note: {0}</source>
   <translation>Anmerkung: {0}</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Notizen</translation>
  </message>
  <message>
   <source>nothing has been computed yet</source>
   <translation>noch ist nichts berechnet</translation>
  </message>
  <message>
   <source>Nothing has been made yet.</source>
   <translation>Noch ist nichts angelegt.</translation>
  </message>
  <message>
   <source>Nothing is recorded yet; codes can be changed.</source>
   <translation>Noch wird nichts aufgenommen; Kürzel können geändert werden.</translation>
  </message>
  <message>
   <source>nothing of the kind lies in the span</source>
   <translation>nichts davon liegt in der Spanne</translation>
  </message>
  <message>
   <source>nothing of the physiology (blind)</source>
   <translation>nichts vom Körper (verblindet)</translation>
  </message>
  <message>
   <source>nothing recorded</source>
   <translation>nichts aufgenommen</translation>
  </message>
  <message>
   <source>nothing was computed for this span</source>
   <translation>für diese Spanne wurde nichts berechnet</translation>
  </message>
  <message>
   <source>Nothing was lost: every file is what was recorded.</source>
   <translation>Nichts ging verloren: jede Datei ist, was aufgenommen wurde.</translation>
  </message>
  <message>
   <source>Notices</source>
   <translation>Hinweise</translation>
  </message>
  <message>
   <source>observer cannot tell the person's arousal</source>
   <translation>die Erregung der Person ist nicht zu erkennen</translation>
  </message>
  <message>
   <source>off: nothing will be kept</source>
   <translation>aus: nichts wird aufbewahrt</translation>
  </message>
  <message>
   <source>offset {0} ms, known to {1} ms</source>
   <translation>Versatz {0} ms, auf {1} ms bekannt</translation>
  </message>
  <message>
   <source>One moment.</source>
   <translation>Ein Zeitpunkt.</translation>
  </message>
  <message>
   <source>One thing must be put right; what to do stands below it.</source>
   <translation>Eines muss in Ordnung gebracht werden; was zu tun ist, steht darunter.</translation>
  </message>
  <message>
   <source>Only these seconds of session time (may be empty)</source>
   <translation>Nur diese Sekunden der Sitzungszeit (kann leer bleiben)</translation>
  </message>
  <message>
   <source>only: {0}</source>
   <translation>nur: {0}</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Opens the streams and looks at signal, rate, clock and polarity.</source>
   <translation>Öffnet die Ströme und sieht Signal, Rate, Uhr und Polung an.</translation>
  </message>
  <message>
   <source>Opens the window over the running recording; nothing is interrupted.</source>
   <translation>Öffnet das Fenster zur laufenden Aufnahme; nichts wird unterbrochen.</translation>
  </message>
  <message>
   <source>other</source>
   <translation>anderes</translation>
  </message>
  <message>
   <source>other computers too (use a network of your own)</source>
   <translation>auch von anderen Rechnern (eigenes Netz verwenden)</translation>
  </message>
  <message>
   <source>other shape</source>
   <translation>andere Form</translation>
  </message>
  <message>
   <source>out</source>
   <translation>aus</translation>
  </message>
  <message>
   <source>outline</source>
   <translation>Umriss</translation>
  </message>
  <message>
   <source>paced</source>
   <translation>Taktatmung</translation>
  </message>
  <message>
   <source>Paced breathing</source>
   <translation>Atmen nach Takt</translation>
  </message>
  <message>
   <source>paced breathing is marked</source>
   <translation>Taktatmung ist markiert</translation>
  </message>
  <message>
   <source>Panels and layout</source>
   <translation>Felder und Anordnung</translation>
  </message>
  <message>
   <source>partly</source>
   <translation>teilweise</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause or go on</source>
   <translation>Pause oder weiter</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>person</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>Phases, codes and confounds. Lines and shaded spans continue through all plots. Page Up and Page Down look back and forth, End returns to now, plus and minus change the time scale.</source>
   <translation>Phasen, Kodes und Störgrößen. Linien und Flächen gehen durch alle Bilder. Bild auf und Bild ab blicken zurück und vor, Ende kehrt zu jetzt zurück, Plus und Minus ändern die Zeitskala.</translation>
  </message>
  <message>
   <source>physiology of {0}</source>
   <translation>Physiologie von {0}</translation>
  </message>
  <message>
   <source>please answer</source>
   <translation>bitte antworten</translation>
  </message>
  <message>
   <source>Position x = (a − v) / 2 against the own baseline, with one standard error. Background: zone by colour and pattern; crossed grey: unknown; dotted grey on a zone: held, inputs missing. No line in it is a threshold.</source>
   <translation>Lage x = (a − v) / 2 gegen die eigene Ruhemessung, mit einem Standardfehler. Hintergrund: Zone als Farbe und Muster; gekreuztes Grau: unbekannt; gepunktetes Grau auf einer Zone: gehalten, Eingaben fehlen. Keine Linie darin ist eine Schwelle.</translation>
  </message>
  <message>
   <source>Posture changes</source>
   <translation>Haltung wechselt</translation>
  </message>
  <message>
   <source>ppg</source>
   <translation>PPG</translation>
  </message>
  <message>
   <source>Press to start, press again to end.</source>
   <translation>Einmal drücken beginnt, noch einmal beendet.</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>provisional</source>
   <translation>vorläufig</translation>
  </message>
  <message>
   <source>psychoeducation</source>
   <translation>Psychoedukation</translation>
  </message>
  <message>
   <source>Quiet sitting: every zone is relative to it.</source>
   <translation>Ruhiges Sitzen: jede Zone bezieht sich darauf.</translation>
  </message>
  <message>
   <source>Rate of the aligned table</source>
   <translation>Rate der ausgerichteten Tabelle</translation>
  </message>
  <message>
   <source>rather sure</source>
   <translation>eher sicher</translation>
  </message>
  <message>
   <source>Rating</source>
   <translation>Einschätzung</translation>
  </message>
  <message>
   <source>rating</source>
   <translation>Einschätzung</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>Lesen</translation>
  </message>
  <message>
   <source>REC {0}</source>
   <translation>REC {0}</translation>
  </message>
  <message>
   <source>Recall · {0}</source>
   <translation>Rückschau · {0}</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufnehmen</translation>
  </message>
  <message>
   <source>recorded, {0}</source>
   <translation>aufgenommen, {0}</translation>
  </message>
  <message>
   <source>RECORDER FAILED</source>
   <translation>REKORDER AUSGEFALLEN</translation>
  </message>
  <message>
   <source>recorder starts</source>
   <translation>Rekorder startet</translation>
  </message>
  <message>
   <source>Recording (XDF), without machine and device names</source>
   <translation>Aufzeichnung (XDF) ohne Namen von Geräten und Rechnern</translation>
  </message>
  <message>
   <source>recording stopped</source>
   <translation>Aufnahme beendet</translation>
  </message>
  <message>
   <source>recording to {0}</source>
   <translation>zeichnet auf nach {0}</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Erneut</translation>
  </message>
  <message>
   <source>REDUCED</source>
   <translation>REDUZIERT</translation>
  </message>
  <message>
   <source>Reduced display: zones in words; numbers and curves are recorded only.</source>
   <translation>Reduzierte Anzeige: Zonen in Worten; Zahlen und Kurven werden nur aufgenommen.</translation>
  </message>
  <message>
   <source>reframing</source>
   <translation>Umdeuten</translation>
  </message>
  <message>
   <source>rejects</source>
   <translation>lehnt ab</translation>
  </message>
  <message>
   <source>Relative to each person's own resting baseline. Not a measurement of safety or emotion: a prompt to look and ask.</source>
   <translation>Relativ zur eigenen Ruhemessung jeder Person. Keine Messung von Sicherheit oder Gefühl: ein Anlass hinzusehen und zu fragen.</translation>
  </message>
  <message>
   <source>relative to own baseline</source>
   <translation>relativ zur eigenen Ruhemessung</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Reparatur</translation>
  </message>
  <message>
   <source>repair of a rupture</source>
   <translation>Reparatur eines Bruchs</translation>
  </message>
  <message>
   <source>Replay</source>
   <translation>Wiedergabe</translation>
  </message>
  <message>
   <source>REPLAY {0}</source>
   <translation>WIEDERGABE {0}</translation>
  </message>
  <message>
   <source>Report to read (HTML and PDF)</source>
   <translation>Bericht zum Lesen (HTML und PDF)</translation>
  </message>
  <message>
   <source>respiration</source>
   <translation>Atmung</translation>
  </message>
  <message>
   <source>Respiration rate over {0:.0f} s.</source>
   <translation>Atemfrequenz über {0:.0f} s.</translation>
  </message>
  <message>
   <source>Respiratory sinus arrhythmia, peak to trough, mean of the breaths in {0:.0f} s.</source>
   <translation>Respiratorische Sinusarrhythmie, Gipfel zu Tal, Mittel der Atemzüge in {0:.0f} s.</translation>
  </message>
  <message>
   <source>Restoration</source>
   <translation>Erholung</translation>
  </message>
  <message>
   <source>Risk-taking</source>
   <translation>Wagnis</translation>
  </message>
  <message>
   <source>rr</source>
   <translation>RR</translation>
  </message>
  <message>
   <source>RR intervals</source>
   <translation>RR-Intervalle</translation>
  </message>
  <message>
   <source>RR intervals as text (Kubios)</source>
   <translation>RR-Intervalle als Text (Kubios)</translation>
  </message>
  <message>
   <source>RSA by breath and respiration rate will be missing; all else works without.</source>
   <translation>RSA je Atemzug und Atemfrequenz werden fehlen; alles andere geht ohne.</translation>
  </message>
  <message>
   <source>RSA of {0} is adjusted for breathing from now on ({1} breaths, R^2 {2}).</source>
   <translation>RSA von {0} wird von jetzt an um die Atmung bereinigt ({1} Atemzüge, R^2 {2}).</translation>
  </message>
  <message>
   <source>runs at {0} Hz, the sender states {1} Hz; the time stamps are used, not the stated rate.</source>
   <translation>läuft mit {0} Hz, angegeben sind {1} Hz; verwendet werden die Zeitstempel, nicht die angegebene Rate.</translation>
  </message>
  <message>
   <source>Rupture</source>
   <translation>Bruch</translation>
  </message>
  <message>
   <source>Rupture, confrontation</source>
   <translation>Bruch, Konfrontation</translation>
  </message>
  <message>
   <source>Rupture, withdrawal</source>
   <translation>Bruch, Rückzug</translation>
  </message>
  <message>
   <source>s</source>
   <translation>s</translation>
  </message>
  <message>
   <source>Safe emergency</source>
   <translation>Sicherer Notfall</translation>
  </message>
  <message>
   <source>safe enough for what is asked</source>
   <translation>sicher genug für das Verlangte</translation>
  </message>
  <message>
   <source>Safeness behaviour</source>
   <translation>Geborgenheitsverhalten</translation>
  </message>
  <message>
   <source>safety at the wrong time</source>
   <translation>Sicherheit zur falschen Zeit</translation>
  </message>
  <message>
   <source>Safety behaviour</source>
   <translation>Sicherheitsverhalten</translation>
  </message>
  <message>
   <source>safety enables integration: what was found is taken in</source>
   <translation>Sicherheit ermöglicht Integration: Gefundenes wird aufgenommen</translation>
  </message>
  <message>
   <source>safety facilitates restoration: rest, recovery, being held</source>
   <translation>Sicherheit erleichtert Erholung: Ruhe, Genesung, Gehaltenwerden</translation>
  </message>
  <message>
   <source>safety promotes exploration</source>
   <translation>Sicherheit fördert Exploration</translation>
  </message>
  <message>
   <source>safety promotes exploration of what is new or avoided</source>
   <translation>Sicherheit fördert die Exploration von Neuem oder Gemiedenem</translation>
  </message>
  <message>
   <source>safety secures survival: protection from danger comes first</source>
   <translation>Sicherheit sichert das Überleben: Schutz vor Gefahr geht vor</translation>
  </message>
  <message>
   <source>safety sustains risk-taking</source>
   <translation>Sicherheit trägt das Wagnis</translation>
  </message>
  <message>
   <source>safety sustains risk-taking: something dreaded is dared</source>
   <translation>Sicherheit trägt das Wagnis: Gefürchtetes wird gewagt</translation>
  </message>
  <message>
   <source>safety that does not fit this client</source>
   <translation>Sicherheit, die zu dieser Person nicht passt</translation>
  </message>
  <message>
   <source>safety used to avoid or to control</source>
   <translation>Sicherheit, die zum Vermeiden oder Kontrollieren genutzt wird</translation>
  </message>
  <message>
   <source>sampled below 100 Hz: heart rate only</source>
   <translation>unter 100 Hz abgetastet: nur Herzrate</translation>
  </message>
  <message>
   <source>samples</source>
   <translation>Abtastwerte</translation>
  </message>
  <message>
   <source>Samples are lost, or the program states a wrong rate. Mend it.</source>
   <translation>Messwerte gehen verloren, oder das Programm gibt eine falsche Rate an. Beheben Sie das.</translation>
  </message>
  <message>
   <source>samples are missing in the window</source>
   <translation>im Fenster fehlen Abtastwerte</translation>
  </message>
  <message>
   <source>samples are missing inside the interval</source>
   <translation>im Intervall fehlen Abtastwerte</translation>
  </message>
  <message>
   <source>Samples as recorded, too</source>
   <translation>Auch die Abtastwerte, wie aufgezeichnet</translation>
  </message>
  <message>
   <source>samples came after their moment had been computed</source>
   <translation>Abtastwerte kamen, als ihr Zeitpunkt schon berechnet war</translation>
  </message>
  <message>
   <source>samples of stream {0}, which has no header</source>
   <translation>Werte von Stream {0}, der keinen Kopf hat</translation>
  </message>
  <message>
   <source>sampling rate</source>
   <translation>Abtastrate</translation>
  </message>
  <message>
   <source>Say what its unit is: safehold streams set NAME --unit s.</source>
   <translation>Sagen Sie, welche Einheit er hat: safehold streams set NAME --unit s.</translation>
  </message>
  <message>
   <source>Say whose it is: safehold streams set NAME --person client</source>
   <translation>Sagen Sie, wessen er ist: safehold streams set NAME --person client</translation>
  </message>
  <message>
   <source>Says more of the last event. ^ is the control key.</source>
   <translation>Sagt mehr zum letzten Ereignis. ^ ist die Strg-Taste.</translation>
  </message>
  <message>
   <source>Says more of the last event. Alt and the digit.</source>
   <translation>Sagt mehr zum letzten Ereignis. Alt und die Ziffer.</translation>
  </message>
  <message>
   <source>Says that this alarm has been seen (Ctrl+A); it is logged.</source>
   <translation>Sagt, dass dieser Alarm gesehen wurde (Strg+A); es wird vermerkt.</translation>
  </message>
  <message>
   <source>scale of waves</source>
   <translation>Skala der Wellen</translation>
  </message>
  <message>
   <source>Securing survival</source>
   <translation>Überleben sichern</translation>
  </message>
  <message>
   <source>See {0}. Start again, or use --no-record if nothing needs to be kept.</source>
   <translation>Siehe {0}. Starten Sie neu, oder mit --no-record, wenn nichts aufbewahrt werden muss.</translation>
  </message>
  <message>
   <source>See {0}; it may still begin.</source>
   <translation>Siehe {0}; vielleicht beginnt er noch.</translation>
  </message>
  <message>
   <source>Seeks co-regulation</source>
   <translation>Sucht Koregulation</translation>
  </message>
  <message>
   <source>Seen</source>
   <translation>Gesehen</translation>
  </message>
  <message>
   <source>seen</source>
   <translation>gesehen</translation>
  </message>
  <message>
   <source>Sensor trouble</source>
   <translation>Sensor gestört</translation>
  </message>
  <message>
   <source>sensor trouble is marked</source>
   <translation>Sensorproblem ist markiert</translation>
  </message>
  <message>
   <source>Sensors</source>
   <translation>Sensoren</translation>
  </message>
  <message>
   <source>Sensors send from</source>
   <translation>Sensoren senden von</translation>
  </message>
  <message>
   <source>Session</source>
   <translation>Sitzung</translation>
  </message>
  <message>
   <source>session</source>
   <translation>Sitzung</translation>
  </message>
  <message>
   <source>Session code</source>
   <translation>Kürzel der Sitzung</translation>
  </message>
  <message>
   <source>Session time {0}</source>
   <translation>Sitzungszeit {0}</translation>
  </message>
  <message>
   <source>Sessions of this study</source>
   <translation>Sitzungen dieser Studie</translation>
  </message>
  <message>
   <source>settled</source>
   <translation>ruhig</translation>
  </message>
  <message>
   <source>settling</source>
   <translation>Eingewöhnung</translation>
  </message>
  <message>
   <source>settling, {0} left</source>
   <translation>Eingewöhnung, noch {0}</translation>
  </message>
  <message>
   <source>short answers</source>
   <translation>antwortet knapp</translation>
  </message>
  <message>
   <source>short, then long: as around an ectopic or displaced beat</source>
   <translation>kurz, dann lang: wie um einen ektopen oder verschobenen Schlag</translation>
  </message>
  <message>
   <source>short-long pair, as after an ectopic or a missed beat</source>
   <translation>Paar kurz-lang, wie nach einem ektopen oder übersehenen Schlag</translation>
  </message>
  <message>
   <source>Shorter time scale</source>
   <translation>Kürzere Zeitskala</translation>
  </message>
  <message>
   <source>Show the map of {0} (key {1}).</source>
   <translation>Karte von {0} zeigen (Taste {1}).</translation>
  </message>
  <message>
   <source>Shows the chosen session again.</source>
   <translation>Zeigt die gewählte Sitzung noch einmal.</translation>
  </message>
  <message>
   <source>Shows this session again in the same window.</source>
   <translation>Zeigt diese Sitzung noch einmal im selben Fenster.</translation>
  </message>
  <message>
   <source>Shows what was exported.</source>
   <translation>Zeigt, was exportiert wurde.</translation>
  </message>
  <message>
   <source>signals</source>
   <translation>Signale</translation>
  </message>
  <message>
   <source>Signals: nothing has arrived yet</source>
   <translation>Signale: noch ist nichts gekommen</translation>
  </message>
  <message>
   <source>Signals: nothing new arrives</source>
   <translation>Signale: nichts Neues kommt</translation>
  </message>
  <message>
   <source>Signals: {0}</source>
   <translation>Signale: {0}</translation>
  </message>
  <message>
   <source>since last</source>
   <translation>seit zuletzt</translation>
  </message>
  <message>
   <source>since {0}</source>
   <translation>seit {0}</translation>
  </message>
  <message>
   <source>skill</source>
   <translation>Fertigkeit</translation>
  </message>
  <message>
   <source>Slower</source>
   <translation>Langsamer</translation>
  </message>
  <message>
   <source>so much safety that nothing is asked</source>
   <translation>so viel Sicherheit, dass nichts verlangt wird</translation>
  </message>
  <message>
   <source>something the therapist does begins or feeds the rupture</source>
   <translation>etwas, das die Therapeutin oder der Therapeut tut, beginnt oder nährt den Bruch</translation>
  </message>
  <message>
   <source>Somewhat above the own baseline. Engagement, speaking, warmth or a low baseline give the same picture.</source>
   <translation>Etwas über der eigenen Ruhemessung. Beteiligung, Sprechen, Wärme oder eine niedrige Ruhemessung geben dasselbe Bild.</translation>
  </message>
  <message>
   <source>Soothes self</source>
   <translation>Beruhigt sich selbst</translation>
  </message>
  <message>
   <source>soothing</source>
   <translation>Beruhigen</translation>
  </message>
  <message>
   <source>Sound</source>
   <translation>Ton</translation>
  </message>
  <message>
   <source>Sound for alarms</source>
   <translation>Ton für Alarme</translation>
  </message>
  <message>
   <source>Sound for alarms that nobody has seen (Ctrl+M).</source>
   <translation>Ton für Alarme, die niemand gesehen hat (Strg+M).</translation>
  </message>
  <message>
   <source>Sound off</source>
   <translation>Ton aus</translation>
  </message>
  <message>
   <source>Sound on</source>
   <translation>Ton an</translation>
  </message>
  <message>
   <source>speech changes breathing and RSA</source>
   <translation>Sprechen verändert Atmung und RSA</translation>
  </message>
  <message>
   <source>speech is marked</source>
   <translation>Sprechen ist markiert</translation>
  </message>
  <message>
   <source>speech or movement is marked in the baseline</source>
   <translation>in der Ruhemessung ist Sprechen oder Bewegung markiert</translation>
  </message>
  <message>
   <source>splits affect</source>
   <translation>spaltet Affekt ab</translation>
  </message>
  <message>
   <source>SPSS files (.sav)</source>
   <translation>SPSS-Dateien (.sav)</translation>
  </message>
  <message>
   <source>stamps are not on the LSL clock</source>
   <translation>Zeitstempel folgen nicht der LSL-Uhr</translation>
  </message>
  <message>
   <source>stamps with {0}. {1} s are added to each stamp; the recording keeps them as they came.</source>
   <translation>stempelt mit: {0}. Zu jedem Zeitstempel werden {1} s addiert; die Aufzeichnung behält sie, wie sie kamen.</translation>
  </message>
  <message>
   <source>Stands on every number of this session: windows shorter than the methods ask for. Good for a demonstration, not for an analysis.</source>
   <translation>Steht an jeder Zahl dieser Sitzung: Fenster kürzer, als die Methoden verlangen. Gut zum Vorführen, nicht zum Auswerten.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Start all the same</source>
   <translation>Trotzdem beginnen</translation>
  </message>
  <message>
   <source>Start baseline</source>
   <translation>Ruhemessung beginnen</translation>
  </message>
  <message>
   <source>Start it again; its log stands in the session folder.</source>
   <translation>Starten Sie ihn wieder; sein Protokoll liegt im Sitzungsordner.</translation>
  </message>
  <message>
   <source>Start its program again.</source>
   <translation>Starten Sie sein Programm wieder.</translation>
  </message>
  <message>
   <source>Start its program again; it is taken up again by itself.</source>
   <translation>Starten Sie sein Programm wieder; er wird von selbst wieder aufgenommen.</translation>
  </message>
  <message>
   <source>Start or end the baseline</source>
   <translation>Ruhemessung beginnen oder beenden</translation>
  </message>
  <message>
   <source>Start or stop the recording</source>
   <translation>Aufnahme beginnen oder beenden</translation>
  </message>
  <message>
   <source>Start session and recording</source>
   <translation>Sitzung und Aufnahme beginnen</translation>
  </message>
  <message>
   <source>Start the recording again if the session goes on.</source>
   <translation>Starten Sie die Aufzeichnung wieder, wenn die Sitzung weitergeht.</translation>
  </message>
  <message>
   <source>Start the recording again: it goes on in a new part.</source>
   <translation>Starten Sie die Aufzeichnung wieder: Sie geht in einem neuen Teil weiter.</translation>
  </message>
  <message>
   <source>Start the sensor's program; if it runs, 'safehold doctor' says why it is not seen.</source>
   <translation>Starten Sie das Programm des Sensors; läuft es, sagt 'safehold doctor', warum er nicht gesehen wird.</translation>
  </message>
  <message>
   <source>Start without --no-record.</source>
   <translation>Starten Sie ohne --no-record.</translation>
  </message>
  <message>
   <source>Start: {0}</source>
   <translation>Beginnen: {0}</translation>
  </message>
  <message>
   <source>Starting the recorder ...</source>
   <translation>Der Rekorder wird gestartet ...</translation>
  </message>
  <message>
   <source>Starts and stops the recorder; stopping asks first.</source>
   <translation>Startet und beendet den Rekorder; vor dem Ende wird gefragt.</translation>
  </message>
  <message>
   <source>Starts the recorder, then the session.</source>
   <translation>Startet den Rekorder, dann die Sitzung.</translation>
  </message>
  <message>
   <source>Step by step to a new recording.</source>
   <translation>Schritt für Schritt zu einer neuen Aufnahme.</translation>
  </message>
  <message>
   <source>Stop and close</source>
   <translation>Beenden und schließen</translation>
  </message>
  <message>
   <source>Stop its recorder</source>
   <translation>Ihren Rekorder beenden</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>Aufnahme beenden</translation>
  </message>
  <message>
   <source>Stop recording?</source>
   <translation>Aufnahme beenden?</translation>
  </message>
  <message>
   <source>STOPPING</source>
   <translation>ENDET</translation>
  </message>
  <message>
   <source>Strained</source>
   <translation>Belastet</translation>
  </message>
  <message>
   <source>stream</source>
   <translation>Strom</translation>
  </message>
  <message>
   <source>stream {0} cannot be read: {1}</source>
   <translation>Stream {0} ist nicht lesbar: {1}</translation>
  </message>
  <message>
   <source>Stream {0} has ended. Start its program again; if it has no source id, start the live session again as well: the recording goes on.</source>
   <translation>Stream {0} ist zu Ende. Starten Sie sein Programm wieder; hat er keine Source-ID, dann auch die Live-Sitzung: Die Aufzeichnung geht weiter.</translation>
  </message>
  <message>
   <source>Streams</source>
   <translation>Ströme</translation>
  </message>
  <message>
   <source>Streams and checks</source>
   <translation>Ströme und Prüfungen</translation>
  </message>
  <message>
   <source>Streams of the recording</source>
   <translation>Ströme der Aufnahme</translation>
  </message>
  <message>
   <source>Streams, and how each does</source>
   <translation>Streams, und wie es jedem geht</translation>
  </message>
  <message>
   <source>Strong</source>
   <translation>Stark</translation>
  </message>
  <message>
   <source>Study code of the coder (may be empty)</source>
   <translation>Kürzel der kodierenden Person (darf leer sein)</translation>
  </message>
  <message>
   <source>Study code of {0}</source>
   <translation>Kürzel: {0}</translation>
  </message>
  <message>
   <source>Study codes only. What is not valid is missing, with its reason beside it.</source>
   <translation>Nur Studiencodes. Was nicht gültig ist, fehlt, mit dem Grund daneben.</translation>
  </message>
  <message>
   <source>Study codes only: never a name, never a date. Tab goes on, Enter is Next.</source>
   <translation>Nur Kürzel der Studie: nie ein Name, nie ein Datum. Tab geht weiter, Eingabe ist Weiter.</translation>
  </message>
  <message>
   <source>Study folder</source>
   <translation>Studienordner</translation>
  </message>
  <message>
   <source>subtype</source>
   <translation>Unterart</translation>
  </message>
  <message>
   <source>Summarising</source>
   <translation>Zusammenfassen</translation>
  </message>
  <message>
   <source>Supportive</source>
   <translation>Stützend</translation>
  </message>
  <message>
   <source>supportive intervention: gives safety</source>
   <translation>stützende Intervention: gibt Sicherheit</translation>
  </message>
  <message>
   <source>supportive intervention: holding, attunement, validation, soothing</source>
   <translation>stützende Intervention: Halten, Einstimmen, Validieren, Beruhigen</translation>
  </message>
  <message>
   <source>supports and asks for change at once: dialectic balance</source>
   <translation>stützt und verlangt Veränderung zugleich: dialektische Balance</translation>
  </message>
  <message>
   <source>sure</source>
   <translation>sicher</translation>
  </message>
  <message>
   <source>Switch the sensors and their programs on. Streams appear as they come.</source>
   <translation>Sensoren und ihre Programme einschalten. Ströme erscheinen, sobald sie da sind.</translation>
  </message>
  <message>
   <source>synced {0:.1f} s ago</source>
   <translation>gesichert vor {0:.1f} s</translation>
  </message>
  <message>
   <source>Tables for R, Python, SPSS (CSV and Parquet)</source>
   <translation>Tabellen für R, Python, SPSS (CSV und Parquet)</translation>
  </message>
  <message>
   <source>tables of the dyad</source>
   <translation>Tabellen der Dyade</translation>
  </message>
  <message>
   <source>Tables, files for other programs, and the report of the chosen session.</source>
   <translation>Tabellen, Dateien für andere Programme und der Bericht der gewählten Sitzung.</translation>
  </message>
  <message>
   <source>Tables, files for other programs, and the report of this session.</source>
   <translation>Tabellen, Dateien für andere Programme und der Bericht dieser Sitzung.</translation>
  </message>
  <message>
   <source>Take it again</source>
   <translation>Noch einmal messen</translation>
  </message>
  <message>
   <source>Take the baseline again</source>
   <translation>Ruhemessung wiederholen</translation>
  </message>
  <message>
   <source>Take the last event back.</source>
   <translation>Das letzte Ereignis zurücknehmen.</translation>
  </message>
  <message>
   <source>Takes a risk</source>
   <translation>Wagt etwas</translation>
  </message>
  <message>
   <source>takes control</source>
   <translation>übernimmt die Kontrolle</translation>
  </message>
  <message>
   <source>Takes it for worn upside down from now on; the files keep what it sent.</source>
   <translation>Nimmt ihn ab jetzt als verkehrt herum getragen; die Dateien behalten, was er gesendet hat.</translation>
  </message>
  <message>
   <source>Takes the baseline again (Shift+F5); the first one stays in the recording.</source>
   <translation>Misst die Ruhe noch einmal (Umschalt+F5); die erste Messung bleibt in der Aufnahme.</translation>
  </message>
  <message>
   <source>talks around</source>
   <translation>redet darum herum</translation>
  </message>
  <message>
   <source>task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>task or goal are changed</source>
   <translation>Aufgabe oder Ziel werden geändert</translation>
  </message>
  <message>
   <source>the amplitude is far below this person's own</source>
   <translation>die Amplitude liegt weit unter der eigenen dieser Person</translation>
  </message>
  <message>
   <source>the baseline does not meet its acceptance rules</source>
   <translation>die Ruhemessung erfüllt ihre Annahmeregeln nicht</translation>
  </message>
  <message>
   <source>the baseline has too little valid time</source>
   <translation>die Ruhemessung hat zu wenig gültige Zeit</translation>
  </message>
  <message>
   <source>The baseline of {0} gave no result: {1}. Take it again.</source>
   <translation>Die Ruhemessung von {0} gab kein Ergebnis: {1}. Nehmen Sie sie noch einmal auf.</translation>
  </message>
  <message>
   <source>The breathing calibration of {0} has {1} valid breaths; it needs {2} at clearly different rates.</source>
   <translation>Die Atemkalibrierung von {0} hat {1} gültige Atemzüge; sie braucht {2} bei deutlich verschiedenen Frequenzen.</translation>
  </message>
  <message>
   <source>The buffer of {0} was full: samples before now are lost here. The recorder has a buffer of its own; its status says how it is.</source>
   <translation>Der Puffer von {0} war voll: Messwerte von eben sind hier verloren. Der Rekorder hat einen eigenen Puffer; sein Status sagt, wie es ihm geht.</translation>
  </message>
  <message>
   <source>the chunk before a hole of zeros was left out</source>
   <translation>der Abschnitt vor einem Loch aus Nullen wurde ausgelassen</translation>
  </message>
  <message>
   <source>the client acts from feeling safe: plays, jokes, opens up</source>
   <translation>die Klientin oder der Klient handelt aus Sicherheit: spielt, scherzt, öffnet sich</translation>
  </message>
  <message>
   <source>the client avoids or guards against a feared danger</source>
   <translation>die Klientin oder der Klient meidet eine gefürchtete Gefahr oder schützt sich davor</translation>
  </message>
  <message>
   <source>the client calms the own activation</source>
   <translation>die Klientin oder der Klient beruhigt die eigene Aktivierung</translation>
  </message>
  <message>
   <source>the client explores an experience, memory or wish</source>
   <translation>die Klientin oder der Klient erkundet ein Erleben, eine Erinnerung, einen Wunsch</translation>
  </message>
  <message>
   <source>the client keeps something away from awareness or talk</source>
   <translation>die Klientin oder der Klient hält etwas vom Bewusstsein oder vom Gespräch fern</translation>
  </message>
  <message>
   <source>the client moves against the therapist or the work</source>
   <translation>die Klientin oder der Klient wendet sich gegen die andere Person oder die Arbeit</translation>
  </message>
  <message>
   <source>the client moves away from the therapist or the work</source>
   <translation>die Klientin oder der Klient rückt von der anderen Person oder der Arbeit ab</translation>
  </message>
  <message>
   <source>the client sees a connection that was not seen before</source>
   <translation>die Klientin oder der Klient erkennt einen neuen Zusammenhang</translation>
  </message>
  <message>
   <source>the client tells something personal that was hard to tell</source>
   <translation>die Klientin oder der Klient erzählt Persönliches, das schwer zu sagen war</translation>
  </message>
  <message>
   <source>the client tries what feels dangerous</source>
   <translation>die Klientin oder der Klient versucht, was sich gefährlich anfühlt</translation>
  </message>
  <message>
   <source>the client turns to the therapist to be calmed</source>
   <translation>die Klientin oder der Klient wendet sich an die Therapeutin oder den Therapeuten, um beruhigt zu werden</translation>
  </message>
  <message>
   <source>the client's stance is understood and accepted</source>
   <translation>die Haltung der Klientin oder des Klienten wird verstanden und angenommen</translation>
  </message>
  <message>
   <source>the clock of another machine; they are placed by their arrival, and late by the time they take to come</source>
   <translation>der Uhr einer anderen Maschine; eingeordnet wird nach der Ankunft, also um die Laufzeit zu spät</translation>
  </message>
  <message>
   <source>The curve must rise while the person breathes in. From now on the belt is read the other way up, in later sessions too. Breathing and RSA of before no longer count; heart rate and the recording stay as they are. Then take the baseline again.</source>
   <translation>Die Kurve muss steigen, während die Person einatmet. Von jetzt an wird der Gurt andersherum gelesen, auch in späteren Sitzungen. Atmung und RSA von vorher zählen nicht mehr; Herzfrequenz und Aufzeichnung bleiben, wie sie sind. Nehmen Sie danach die Ruhemessung neu auf.</translation>
  </message>
  <message>
   <source>the detector failed on this signal</source>
   <translation>die Erkennung versagte an diesem Signal</translation>
  </message>
  <message>
   <source>The disk is full in {0} min.</source>
   <translation>Der Datenträger ist in {0} min voll.</translation>
  </message>
  <message>
   <source>the file</source>
   <translation>die Datei</translation>
  </message>
  <message>
   <source>the footer of stream {0} cannot be read</source>
   <translation>der Schlussblock von Stream {0} ist nicht lesbar</translation>
  </message>
  <message>
   <source>the formula has no finite value here</source>
   <translation>die Formel hat hier keinen endlichen Wert</translation>
  </message>
  <message>
   <source>the header of stream {0} had to be mended</source>
   <translation>der Kopf von Stream {0} musste ausgebessert werden</translation>
  </message>
  <message>
   <source>the header of the file cannot be read</source>
   <translation>der Kopf der Datei ist nicht lesbar</translation>
  </message>
  <message>
   <source>the height of the R waves shows no one breathing rate</source>
   <translation>die Höhe der R-Zacken zeigt keine eindeutige Atemfrequenz</translation>
  </message>
  <message>
   <source>the inputs are back; a zone is said once it has held for the dwell time</source>
   <translation>die Eingaben sind zurück; eine Zone gilt, sobald sie die Haltezeit gedauert hat</translation>
  </message>
  <message>
   <source>The last seconds of respiration; strokes below mark where inspiration begins, strokes above where expiration begins.</source>
   <translation>Die letzten Sekunden der Atmung; Striche unten: Beginn des Einatmens, Striche oben: Beginn des Ausatmens.</translation>
  </message>
  <message>
   <source>The last seconds of the heart signal; strokes mark the beats. Ctrl with plus and minus changes the stretch. Outline: smallest and largest value of each moment, where not all samples are kept; beats and breaths are marked in the last minutes.</source>
   <translation>Die letzten Sekunden des Herzsignals; Striche markieren die Schläge. Strg mit Plus und Minus ändert die Länge. Umriss: kleinster und größter Wert jedes Moments, wo nicht alle Werte aufbewahrt sind; Schläge und Atemzüge sind in den letzten Minuten markiert.</translation>
  </message>
  <message>
   <source>The list follows what you do at the sensors.</source>
   <translation>Die Liste folgt dem, was Sie an den Sensoren tun.</translation>
  </message>
  <message>
   <source>The live engine stopped: {0}. The recording goes on.</source>
   <translation>Die Live-Berechnung ist stehengeblieben: {0}. Die Aufzeichnung geht weiter.</translation>
  </message>
  <message>
   <source>The live view goes on without it.</source>
   <translation>Die Live-Ansicht läuft ohne sie weiter.</translation>
  </message>
  <message>
   <source>The map begins after the baseline.</source>
   <translation>Die Karte beginnt nach der Ruhemessung.</translation>
  </message>
  <message>
   <source>The map is not shown in this display; everything is recorded.</source>
   <translation>Die Karte wird in dieser Anzeige nicht gezeigt; alles wird aufgenommen.</translation>
  </message>
  <message>
   <source>The network is slow: use a cable, or a network of your own.</source>
   <translation>Das Netz ist langsam: Nehmen Sie ein Kabel oder ein eigenes Netz.</translation>
  </message>
  <message>
   <source>The next code as an interval instead of a point, or the other way round.</source>
   <translation>Der nächste Kode als Dauer statt als Zeitpunkt, oder umgekehrt.</translation>
  </message>
  <message>
   <source>The next code began when the last event began or ended.</source>
   <translation>Der nächste Kode begann, als das letzte Ereignis begann oder endete.</translation>
  </message>
  <message>
   <source>The next code was 10 seconds ago.</source>
   <translation>Der nächste Kode war vor 10 Sekunden.</translation>
  </message>
  <message>
   <source>The next code was 5 seconds ago.</source>
   <translation>Der nächste Kode war vor 5 Sekunden.</translation>
  </message>
  <message>
   <source>the observer cannot tell</source>
   <translation>nicht zu erkennen</translation>
  </message>
  <message>
   <source>the observer judges the client above the own window</source>
   <translation>beobachtet: oberhalb des eigenen Fensters</translation>
  </message>
  <message>
   <source>the observer judges the client below the own window</source>
   <translation>beobachtet: unterhalb des eigenen Fensters</translation>
  </message>
  <message>
   <source>the observer judges the client within the own window</source>
   <translation>beobachtet: innerhalb des eigenen Fensters</translation>
  </message>
  <message>
   <source>the program that computes this index failed</source>
   <translation>das Programm für diesen Index versagte</translation>
  </message>
  <message>
   <source>the real sampling rate differs from the one the sender states</source>
   <translation>die wirkliche Abtastrate weicht von der angegebenen ab</translation>
  </message>
  <message>
   <source>the reason of a task is given again</source>
   <translation>der Sinn einer Aufgabe wird noch einmal erklärt</translation>
  </message>
  <message>
   <source>The receipt was made again from the files on the disk.</source>
   <translation>Die Quittung wurde neu aus den Dateien gemacht.</translation>
  </message>
  <message>
   <source>The recorder cannot be started in {0}: {1}.</source>
   <translation>Der Rekorder lässt sich in {0} nicht starten: {1}.</translation>
  </message>
  <message>
   <source>The recorder does not record: {0}.</source>
   <translation>Der Rekorder zeichnet nicht auf: {0}.</translation>
  </message>
  <message>
   <source>The recorder ended unexpectedly. Everything up to the last quarter of a second is on the disk. Start it again to go on.</source>
   <translation>Der Rekorder endete unerwartet. Alles bis auf die letzte Viertelsekunde ist auf dem Datenträger. Starten Sie ihn wieder, um fortzufahren.</translation>
  </message>
  <message>
   <source>The recorder ended without a word.</source>
   <translation>Der Rekorder endete ohne ein Wort.</translation>
  </message>
  <message>
   <source>The recorder ended: {0}</source>
   <translation>Der Rekorder endete: {0}</translation>
  </message>
  <message>
   <source>The recorder has ended.</source>
   <translation>Der Rekorder ist beendet.</translation>
  </message>
  <message>
   <source>The recorder has not begun to record after {0} s.</source>
   <translation>Der Rekorder hat nach {0} s nicht mit der Aufzeichnung begonnen.</translation>
  </message>
  <message>
   <source>The recorder has not confirmed its stop; it may still be writing.</source>
   <translation>Der Rekorder hat sein Ende nicht bestätigt; vielleicht schreibt er noch.</translation>
  </message>
  <message>
   <source>The recorder has stopped writing to the disk.</source>
   <translation>Der Rekorder schreibt nicht mehr auf den Datenträger.</translation>
  </message>
  <message>
   <source>The recorder is a program of its own: it can go on without this window.</source>
   <translation>Der Rekorder ist ein eigenes Programm: er kann ohne dieses Fenster weiterlaufen.</translation>
  </message>
  <message>
   <source>The recorder is running already; going on with it.</source>
   <translation>Der Rekorder läuft schon; es geht mit ihm weiter.</translation>
  </message>
  <message>
   <source>The recorder is stopped: nothing is kept now.</source>
   <translation>Der Rekorder steht: Jetzt wird nichts aufbewahrt.</translation>
  </message>
  <message>
   <source>the recording did not end in order: footers are missing</source>
   <translation>die Aufnahme endete nicht ordentlich: Schlussblöcke fehlen</translation>
  </message>
  <message>
   <source>the RR stream lost a packet and was re-anchored in the window</source>
   <translation>der RR-Strom verlor ein Paket und wurde im Fenster neu verankert</translation>
  </message>
  <message>
   <source>The sensor is worn upside down: breathing in goes down</source>
   <translation>Der Sensor ist verkehrt herum getragen: Einatmen geht nach unten</translation>
  </message>
  <message>
   <source>the sensor was turned by the user: breathing from before cannot be used</source>
   <translation>der Sensor wurde umgedreht: Atmung von vorher ist nicht verwendbar</translation>
  </message>
  <message>
   <source>The session holds no recording.</source>
   <translation>Die Sitzung enthält keine Aufnahme.</translation>
  </message>
  <message>
   <source>the signal carries little at breathing frequencies</source>
   <translation>das Signal trägt wenig bei Atemfrequenzen</translation>
  </message>
  <message>
   <source>the signal does not look like this person's beats</source>
   <translation>das Signal sieht nicht wie die Schläge dieser Person aus</translation>
  </message>
  <message>
   <source>the signal is clipped</source>
   <translation>das Signal ist abgeschnitten</translation>
  </message>
  <message>
   <source>the signal is flat</source>
   <translation>das Signal ist flach</translation>
  </message>
  <message>
   <source>the signal is stuck at its limit</source>
   <translation>das Signal hängt an seiner Grenze</translation>
  </message>
  <message>
   <source>The stamps are used, not the stated rate.</source>
   <translation>Verwendet werden die Zeitstempel, nicht die angegebene Rate.</translation>
  </message>
  <message>
   <source>The stamps of {0} are not on the LSL clock and do not advance with time, so its samples cannot be placed. It is recorded, but not processed.</source>
   <translation>Die Zeitstempel von {0} folgen nicht der LSL-Uhr und schreiten nicht mit der Zeit fort; die Messwerte lassen sich nicht einordnen. Er wird aufgezeichnet, aber nicht verarbeitet.</translation>
  </message>
  <message>
   <source>the stream has ended</source>
   <translation>der Stream ist zu Ende</translation>
  </message>
  <message>
   <source>the stream stood still, so this moment could not be computed in time</source>
   <translation>der Strom stand still, dieser Zeitpunkt war nicht rechtzeitig berechenbar</translation>
  </message>
  <message>
   <source>the therapist names the own contribution</source>
   <translation>die Therapeutin oder der Therapeut nennt den eigenen Anteil</translation>
  </message>
  <message>
   <source>the time of day (Unix time); they are as right as this computer's clock is set</source>
   <translation>der Uhrzeit (Unix-Zeit); sie ist so richtig, wie die Uhr dieses Computers gestellt ist</translation>
  </message>
  <message>
   <source>the whole session</source>
   <translation>die ganze Sitzung</translation>
  </message>
  <message>
   <source>The whole session: zones of each person and the events. Click or drag to look back, End to return to now. In a replay, Shift and drag draws a span to be measured.</source>
   <translation>Die ganze Sitzung: Zonen jeder Person und die Ereignisse. Klicken oder ziehen blickt zurück, Ende kehrt zum Jetzt zurück. In einer Wiedergabe zeichnet Umschalt und Ziehen eine Spanne, die gemessen wird.</translation>
  </message>
  <message>
   <source>therapist</source>
   <translation>Therapeut/in</translation>
  </message>
  <message>
   <source>Therapist contributes</source>
   <translation>Beitrag der Therapeut/in</translation>
  </message>
  <message>
   <source>Therapist speaks</source>
   <translation>Th. spricht</translation>
  </message>
  <message>
   <source>therapist's display</source>
   <translation>Anzeige für Therapeut/in</translation>
  </message>
  <message>
   <source>Therapist's display</source>
   <translation>Anzeige für Therapeut/in</translation>
  </message>
  <message>
   <source>there are two streams of its name and source id</source>
   <translation>es gibt zwei Streams mit diesem Namen und dieser Source-ID</translation>
  </message>
  <message>
   <source>There is a session with this code already. Choose another one.</source>
   <translation>Es gibt schon eine Sitzung mit diesem Kürzel. Wählen Sie ein anderes.</translation>
  </message>
  <message>
   <source>they do not work together</source>
   <translation>sie arbeiten nicht zusammen</translation>
  </message>
  <message>
   <source>they work together well</source>
   <translation>sie arbeiten gut zusammen</translation>
  </message>
  <message>
   <source>they work together, with strain</source>
   <translation>sie arbeiten zusammen, mit Mühe</translation>
  </message>
  <message>
   <source>this computer</source>
   <translation>diesem Rechner</translation>
  </message>
  <message>
   <source>This is a file. Choose a folder.</source>
   <translation>Das ist eine Datei. Wählen Sie einen Ordner.</translation>
  </message>
  <message>
   <source>This window shows</source>
   <translation>Dieses Fenster zeigt</translation>
  </message>
  <message>
   <source>time scale</source>
   <translation>Zeitskala</translation>
  </message>
  <message>
   <source>To the start</source>
   <translation>Zum Anfang</translation>
  </message>
  <message>
   <source>to {0}</source>
   <translation>bis {0}</translation>
  </message>
  <message>
   <source>Tolerance river</source>
   <translation>Toleranzfluss</translation>
  </message>
  <message>
   <source>too few breaths to tell</source>
   <translation>zu wenige Atemzüge für ein Urteil</translation>
  </message>
  <message>
   <source>too few breaths with usable beats in the window</source>
   <translation>zu wenige Atemzüge mit brauchbaren Schlägen im Fenster</translation>
  </message>
  <message>
   <source>too few complete breaths in the window</source>
   <translation>zu wenige ganze Atemzüge im Fenster</translation>
  </message>
  <message>
   <source>too few moments of the same level without the event</source>
   <translation>zu wenige gleich hohe Momente ohne das Ereignis</translation>
  </message>
  <message>
   <source>too few samples to tell</source>
   <translation>zu wenige Messwerte für ein Urteil</translation>
  </message>
  <message>
   <source>too few usable intervals in the window</source>
   <translation>zu wenige brauchbare Intervalle im Fenster</translation>
  </message>
  <message>
   <source>too few usable pairs of intervals in the window</source>
   <translation>zu wenige brauchbare Intervallpaare im Fenster</translation>
  </message>
  <message>
   <source>Too little safety</source>
   <translation>Zu wenig Sicherheit</translation>
  </message>
  <message>
   <source>too little safety for what is asked</source>
   <translation>zu wenig Sicherheit für das Verlangte</translation>
  </message>
  <message>
   <source>too many intervals are flagged as artefact or ectopic</source>
   <translation>zu viele Intervalle sind als Artefakt oder ektop beanstandet</translation>
  </message>
  <message>
   <source>Too much safety</source>
   <translation>Zu viel Sicherheit</translation>
  </message>
  <message>
   <source>too short to shift the events in time</source>
   <translation>zu kurz, um die Ereignisse zeitlich zu verschieben</translation>
  </message>
  <message>
   <source>too soon after the start or a change of posture</source>
   <translation>zu früh nach dem Beginn oder einem Haltungswechsel</translation>
  </message>
  <message>
   <source>Touch the bar and let go; or type the number and press Enter.</source>
   <translation>Die Leiste berühren und loslassen; oder die Zahl tippen und Eingabe drücken.</translation>
  </message>
  <message>
   <source>touch the bar, then follow what you remember</source>
   <translation>die Leiste berühren, dann der Erinnerung folgen</translation>
  </message>
  <message>
   <source>Trigger</source>
   <translation>Auslöser</translation>
  </message>
  <message>
   <source>Turn a belt that is upside down</source>
   <translation>Einen verkehrten Gurt umdrehen</translation>
  </message>
  <message>
   <source>Turn the belt around</source>
   <translation>Gurt umdrehen</translation>
  </message>
  <message>
   <source>Turn the belt of {0}</source>
   <translation>Gurt von {0} umdrehen</translation>
  </message>
  <message>
   <source>turns of speech are in it, and look the same</source>
   <translation>Sprechwechsel sind darin und sehen gleich aus</translation>
  </message>
  <message>
   <source>Two people have the same study code.</source>
   <translation>Zwei Personen haben dasselbe Kürzel.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>Unsure</source>
   <translation>Unklar</translation>
  </message>
  <message>
   <source>upside down</source>
   <translation>verkehrt herum</translation>
  </message>
  <message>
   <source>usable intervals cover less than 80 % of the window</source>
   <translation>brauchbare Intervalle decken weniger als 80 % des Fensters</translation>
  </message>
  <message>
   <source>usable intervals cover less than 90 % of the baseline</source>
   <translation>brauchbare Intervalle decken weniger als 90 % der Ruhemessung</translation>
  </message>
  <message>
   <source>Use a-z, 0-9, _ and -, at most 64 characters; no name, no date.</source>
   <translation>Nur a-z, 0-9, _ und -, höchstens 64 Zeichen; kein Name, kein Datum.</translation>
  </message>
  <message>
   <source>Use letters and digits only, at most 16; never a name.</source>
   <translation>Nur Buchstaben und Ziffern, höchstens 16; nie ein Name.</translation>
  </message>
  <message>
   <source>Use the sensor again</source>
   <translation>Sensor wieder verwenden</translation>
  </message>
  <message>
   <source>Usual layout</source>
   <translation>Übliche Anordnung</translation>
  </message>
  <message>
   <source>valid</source>
   <translation>gültig</translation>
  </message>
  <message>
   <source>Validates</source>
   <translation>Validiert</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>Validieren</translation>
  </message>
  <message>
   <source>variation is below what can be measured</source>
   <translation>die Schwankung liegt unter dem Messbaren</translation>
  </message>
  <message>
   <source>verbal</source>
   <translation>verbal</translation>
  </message>
  <message>
   <source>Verify safehold</source>
   <translation>safehold prüfen</translation>
  </message>
  <message>
   <source>Verifying: computing every number on known truth ...</source>
   <translation>Prüfung: jede Zahl wird an bekannter Wahrheit berechnet ...</translation>
  </message>
  <message>
   <source>Wait some seconds and look again.</source>
   <translation>Warten Sie einige Sekunden und prüfen Sie noch einmal.</translation>
  </message>
  <message>
   <source>Was it made with --no-record?</source>
   <translation>Wurde sie mit --no-record gemacht?</translation>
  </message>
  <message>
   <source>Wear it the other way round, or have it turned: Ctrl+B in the window, or safehold streams set NAME --invert.</source>
   <translation>Tragen Sie ihn andersherum, oder lassen Sie ihn umdrehen: Strg+B im Fenster, oder safehold streams set NAME --invert.</translation>
  </message>
  <message>
   <source>Wear the belt tighter or looser, and breathe in deeply once.</source>
   <translation>Tragen Sie den Gurt enger oder weiter und atmen Sie einmal tief ein.</translation>
  </message>
  <message>
   <source>Wet the electrodes, press them on, or change the sensor's place.</source>
   <translation>Befeuchten Sie die Elektroden, drücken Sie sie an, oder setzen Sie den Sensor um.</translation>
  </message>
  <message>
   <source>what</source>
   <translation>was</translation>
  </message>
  <message>
   <source>What a zone means</source>
   <translation>Was eine Zone bedeutet</translation>
  </message>
  <message>
   <source>what happens between the two is explored</source>
   <translation>was zwischen beiden geschieht, wird erkundet</translation>
  </message>
  <message>
   <source>What its numbers are in</source>
   <translation>In welcher Einheit seine Zahlen sind</translation>
  </message>
  <message>
   <source>What the chosen stream measures</source>
   <translation>Was der gewählte Strom misst</translation>
  </message>
  <message>
   <source>What they give now is recorded as it is; numbers from it may be missing.</source>
   <translation>Was sie jetzt liefern, wird aufgenommen, wie es ist; Zahlen daraus können fehlen.</translation>
  </message>
  <message>
   <source>What was found; follow it while you move the sensors.</source>
   <translation>Was gefunden wurde; es folgt Ihren Handgriffen an den Sensoren.</translation>
  </message>
  <message>
   <source>What was recorded of each stream</source>
   <translation>Was von jedem Strom aufgenommen wurde</translation>
  </message>
  <message>
   <source>Where each person was, against the own baseline</source>
   <translation>Wo jede Person war, gegen die eigene Ruhemessung</translation>
  </message>
  <message>
   <source>Which part of the session</source>
   <translation>Welcher Teil der Sitzung</translation>
  </message>
  <message>
   <source>Who does what is coded next; stays until it is changed.</source>
   <translation>Wer tut, was als Nächstes kodiert wird; bleibt, bis es geändert wird.</translation>
  </message>
  <message>
   <source>Whole session</source>
   <translation>Ganze Sitzung</translation>
  </message>
  <message>
   <source>whose</source>
   <translation>wer</translation>
  </message>
  <message>
   <source>Whose belt is upside down?</source>
   <translation>Wessen Gurt sitzt verkehrt herum?</translation>
  </message>
  <message>
   <source>whose it is</source>
   <translation>wessen er ist</translation>
  </message>
  <message>
   <source>Whose the chosen stream is</source>
   <translation>Wessen der gewählte Strom ist</translation>
  </message>
  <message>
   <source>window shorter than 60 s</source>
   <translation>Fenster kürzer als 60 s</translation>
  </message>
  <message>
   <source>Withdrawal</source>
   <translation>Rückzug</translation>
  </message>
  <message>
   <source>within own range</source>
   <translation>im eigenen Bereich</translation>
  </message>
  <message>
   <source>Within window</source>
   <translation>Im Fenster</translation>
  </message>
  <message>
   <source>Write a note; its time is that of the key.</source>
   <translation>Eine Notiz schreiben; ihre Zeit ist die des Tastendrucks.</translation>
  </message>
  <message>
   <source>Writes the files beside the session; an earlier export stays as it is.</source>
   <translation>Schreibt die Dateien neben die Sitzung; ein früherer Export bleibt, wie er ist.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Geschrieben: {0}</translation>
  </message>
  <message>
   <source>Zone of {0}: {1}</source>
   <translation>Zone von {0}: {1}</translation>
  </message>
  <message>
   <source>Zones describe heart rate and RSA relative to this person's own resting baseline, about {0} seconds late. They are not a measurement of safety, emotion, dissociation or vagal tone, and not a diagnosis. Speech, breathing, posture and movement change them. Treat as a prompt to look and ask.</source>
   <translation>Zonen beschreiben Herzrate und RSA relativ zur eigenen Ruhemessung dieser Person, etwa {0} Sekunden verspätet. Sie sind keine Messung von Sicherheit, Gefühl, Dissoziation oder Vagustonus und keine Diagnose. Sprechen, Atmung, Haltung und Bewegung verändern sie. Ein Anlass hinzusehen und zu fragen.</translation>
  </message>
  <message>
   <source>zones lag ≈ {0:.0f} s</source>
   <translation>Zonen ≈ {0:.0f} s verzögert</translation>
  </message>
  <message>
   <source>Zones of the time in view: warm with strokes is high activation, grey within own range, cool with lines low activation (ambiguous), crossed unknown.</source>
   <translation>Zonen der gezeigten Zeit: warm mit Strichen ist hohe Aktivierung, grau im eigenen Bereich, kühl mit Linien niedrige Aktivierung (mehrdeutig), gekreuzt unbekannt.</translation>
  </message>
  <message>
   <source>Zones over time</source>
   <translation>Zonen über die Zeit</translation>
  </message>
  <message>
   <source>{0:.0f} Hz</source>
   <translation>{0:.0f} Hz</translation>
  </message>
  <message>
   <source>{0:.0f} s valid so far</source>
   <translation>bisher {0:.0f} s gültig</translation>
  </message>
  <message>
   <source>{0} (stream {1})</source>
   <translation>{0} (Stream {1})</translation>
  </message>
  <message>
   <source>{0} ({1:.1f} s)</source>
   <translation>{0} ({1:.1f} s)</translation>
  </message>
  <message>
   <source>{0} bytes are not part of a whole chunk</source>
   <translation>{0} Bytes gehören zu keinem vollständigen Abschnitt</translation>
  </message>
  <message>
   <source>{0} came back as another stream ({1}). It is recorded, but not used. Give it back its settings, or start the session again under the same id: the recording goes on.</source>
   <translation>{0} kam als anderer Stream wieder ({1}). Er wird aufgezeichnet, aber nicht verwendet. Stellen Sie ihn wieder ein wie zuvor, oder starten Sie die Sitzung unter derselben Kennung neu: Die Aufzeichnung geht weiter.</translation>
  </message>
  <message>
   <source>{0} came back, but does not say what it is. Its samples are recorded, but not used until you use it again.</source>
   <translation>{0} kam wieder, sagt aber nicht, was er ist. Seine Messwerte werden aufgezeichnet, aber erst verwendet, wenn Sie ihn wieder verwenden.</translation>
  </message>
  <message>
   <source>{0} cannot be read: {1}.</source>
   <translation>{0} ist nicht lesbar: {1}.</translation>
  </message>
  <message>
   <source>{0} chunks of stream {1} are damaged</source>
   <translation>{0} Abschnitte von Stream {1} sind beschädigt</translation>
  </message>
  <message>
   <source>{0} clock</source>
   <translation>{0}: Uhr</translation>
  </message>
  <message>
   <source>{0} did not end in order.</source>
   <translation>{0} wurde nicht ordentlich beendet.</translation>
  </message>
  <message>
   <source>{0} did not end in time.</source>
   <translation>{0} endete nicht rechtzeitig.</translation>
  </message>
  <message>
   <source>{0} gaps, {1} s in all, the longest {2} s</source>
   <translation>{0} Lücken, zusammen {1} s, die längste {2} s</translation>
  </message>
  <message>
   <source>{0} holds no recording.</source>
   <translation>{0} enthält keine Aufnahme.</translation>
  </message>
  <message>
   <source>{0} Hz by its stamps; its program states none</source>
   <translation>{0} Hz nach den Zeitstempeln; sein Programm gibt keine an</translation>
  </message>
  <message>
   <source>{0} Hz, {1} Hz are stated</source>
   <translation>{0} Hz, angegeben sind {1} Hz</translation>
  </message>
  <message>
   <source>{0} is being recorded, but has no window.</source>
   <translation>{0} wird aufgenommen, hat aber kein Fenster.</translation>
  </message>
  <message>
   <source>{0} is missing; there is a receipt of it</source>
   <translation>{0} fehlt; es gibt eine Quittung darüber</translation>
  </message>
  <message>
   <source>{0} is not an XDF file: it begins with {1}.</source>
   <translation>{0} ist keine XDF-Datei: sie beginnt mit {1}.</translation>
  </message>
  <message>
   <source>{0} is not taken up: {1}.</source>
   <translation>{0} wird nicht aufgenommen: {1}.</translation>
  </message>
  <message>
   <source>{0} is read the other way up from here on; breathing and RSA of before are not used.</source>
   <translation>{0} wird von hier an andersherum gelesen; Atmung und RSA von vorher werden nicht verwendet.</translation>
  </message>
  <message>
   <source>{0} is there</source>
   <translation>{0} ist da</translation>
  </message>
  <message>
   <source>{0} is used again, with a gap.</source>
   <translation>{0} wird wieder verwendet, mit einer Lücke.</translation>
  </message>
  <message>
   <source>{0} left</source>
   <translation>noch {0}</translation>
  </message>
  <message>
   <source>{0} long; {1} beats, {2} breaths, {3} events</source>
   <translation>{0} lang; {1} Herzschläge, {2} Atemzüge, {3} Ereignisse</translation>
  </message>
  <message>
   <source>{0} long; {1} events. The session was blind: the files hold all values.</source>
   <translation>{0} lang; {1} Ereignisse. Die Sitzung war verblindet: Die Dateien enthalten alle Werte.</translation>
  </message>
  <message>
   <source>{0} on disk</source>
   <translation>{0} auf der Platte</translation>
  </message>
  <message>
   <source>{0} rate</source>
   <translation>{0}: Rate</translation>
  </message>
  <message>
   <source>{0} rows per second</source>
   <translation>{0} Zeilen je Sekunde</translation>
  </message>
  <message>
   <source>{0} s of samples are missing.</source>
   <translation>{0} s an Messwerten fehlen.</translation>
  </message>
  <message>
   <source>{0} samples are not finite numbers</source>
   <translation>{0} Werte sind keine endlichen Zahlen</translation>
  </message>
  <message>
   <source>{0} samples are stamped 0.0</source>
   <translation>{0} Werte haben den Stempel 0.0</translation>
  </message>
  <message>
   <source>{0} samples came after their moment had passed and are not used.</source>
   <translation>{0} Messwerte kamen, als ihr Augenblick vorbei war, und werden nicht verwendet.</translation>
  </message>
  <message>
   <source>{0} samples came late, by up to {1} s; they are in their places</source>
   <translation>{0} Werte kamen spät, bis zu {1} s; sie stehen an ihrem Platz</translation>
  </message>
  <message>
   <source>{0} samples have no usable time stamp.</source>
   <translation>{0} Messwerte haben keinen brauchbaren Zeitstempel.</translation>
  </message>
  <message>
   <source>{0} samples have the stamp of the one before</source>
   <translation>{0} Werte haben den Stempel des vorigen</translation>
  </message>
  <message>
   <source>{0} samples of {1} were not processed live (they are recorded).</source>
   <translation>{0} Messwerte von {1} wurden nicht live verarbeitet (sie sind aufgezeichnet).</translation>
  </message>
  <message>
   <source>{0} samples were given up while the disk was full</source>
   <translation>{0} Werte wurden aufgegeben, während die Platte voll war</translation>
  </message>
  <message>
   <source>{0} signal</source>
   <translation>{0}: Signal</translation>
  </message>
  <message>
   <source>{0} stamps step back</source>
   <translation>{0} Stempel springen zurück</translation>
  </message>
  <message>
   <source>{0} streams with {1} in the recording.</source>
   <translation>{0} Streams mit {1} in der Aufnahme.</translation>
  </message>
  <message>
   <source>{0} texts stamped 0.0 were lost by LSL</source>
   <translation>{0} Texte mit Stempel 0.0 gingen in LSL verloren</translation>
  </message>
  <message>
   <source>{0} things are not right with the sensors.</source>
   <translation>{0} Dinge stimmen an den Sensoren nicht.</translation>
  </message>
  <message>
   <source>{0} things must be put right; what to do stands below each.</source>
   <translation>{0} Dinge müssen in Ordnung gebracht werden; was zu tun ist, steht jeweils darunter.</translation>
  </message>
  <message>
   <source>{0} unit</source>
   <translation>{0}: Einheit</translation>
  </message>
  <message>
   <source>{0} valid seconds</source>
   <translation>{0} gültige Sekunden</translation>
  </message>
  <message>
   <source>{0}, stream {1}: {2} is {3}; the receipt says {4}</source>
   <translation>{0}, Stream {1}: {2} ist {3}; die Quittung sagt {4}</translation>
  </message>
  <message>
   <source>{0}, turned around</source>
   <translation>{0}, umgedreht</translation>
  </message>
  <message>
   <source>{0}. Cannot mean: {1}.</source>
   <translation>{0}. Kann nicht heißen: {1}.</translation>
  </message>
  <message>
   <source>{0}: baseline taken</source>
   <translation>{0}: Ruhemessung liegt vor</translation>
  </message>
  <message>
   <source>{0}: baseline {1:.0f} ± {2:.0f} bpm</source>
   <translation>{0}: Ruhemessung {1:.0f} ± {2:.0f} bpm</translation>
  </message>
  <message>
   <source>{0}: heart</source>
   <translation>{0}: Herz</translation>
  </message>
  <message>
   <source>{0}: its RR intervals are stamped {1} s after their beats in the ECG (spread {2} s, {3} intervals). Beat times are the ECG's; the strap is recorded as it came.</source>
   <translation>{0}: Seine RR-Intervalle sind {1} s nach ihren Schlägen im EKG gestempelt (Streuung {2} s, {3} Intervalle). Die Schlagzeiten sind die des EKG; der Gurt wird aufgezeichnet, wie er kam.</translation>
  </message>
  <message>
   <source>{0}: no baseline yet</source>
   <translation>{0}: noch keine Ruhemessung</translation>
  </message>
  <message>
   <source>{0}: no clock offset; its times hold on its own clock only</source>
   <translation>{0}: kein Uhrenversatz; die Zeiten gelten nur auf der eigenen Uhr</translation>
  </message>
  <message>
   <source>{0}: no receipt: the recorder did not end in order</source>
   <translation>{0}: keine Quittung: der Rekorder endete nicht ordentlich</translation>
  </message>
  <message>
   <source>{0}: no sample came</source>
   <translation>{0}: es kam kein Wert</translation>
  </message>
  <message>
   <source>{0}: no stream</source>
   <translation>{0}: kein Strom</translation>
  </message>
  <message>
   <source>{0}: respiration</source>
   <translation>{0}: Atmung</translation>
  </message>
  <message>
   <source>{0}: streams {1}; the receipt says {2}</source>
   <translation>{0}: Streams {1}; die Quittung sagt {2}</translation>
  </message>
  <message>
   <source>{0}: the belt seems upside down</source>
   <translation>{0}: der Gurt sitzt wohl verkehrt herum</translation>
  </message>
  <message>
   <source>{0}: up to {1} s without a clock offset</source>
   <translation>{0}: bis zu {1} s ohne Uhrenversatz</translation>
  </message>
  <message>
   <source>{0}: {1} instead of {2}</source>
   <translation>{0}: {1} statt {2}</translation>
  </message>
  <message>
   <source>{0}: {1} is {2}; the receipt says {3}</source>
   <translation>{0}: {1} ist {2}; die Quittung sagt {3}</translation>
  </message>
  <message>
   <source>{0}: {1} to {2}: {3}.</source>
   <translation>{0}: {1} bis {2}: {3}.</translation>
  </message>
  <message>
   <source>{0}: {1}, SHA-256 {2}…</source>
   <translation>{0}: {1}, SHA-256 {2}…</translation>
  </message>
  <message>
   <source>○ not being recorded</source>
   <translation>○ wird nicht aufgenommen</translation>
  </message>
  <message>
   <source>○ not connected yet</source>
   <translation>○ noch nicht verbunden</translation>
  </message>
  <message>
   <source>○ not connected: {0} answer(s) kept until it is</source>
   <translation>○ nicht verbunden: {0} Antwort(en) aufbewahrt, bis es so weit ist</translation>
  </message>
  <message>
   <source>● connected</source>
   <translation>● verbunden</translation>
  </message>
  <message>
   <source>● kept</source>
   <translation>● behalten</translation>
  </message>
  <message>
   <source>✓ thank you</source>
   <translation>✓ danke</translation>
  </message>
 </context>
</TS>
