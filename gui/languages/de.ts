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
   <source> for {0:.0f} s</source>
   <translation> seit {0:.0f} s</translation>
  </message>
  <message>
   <source> Not assigned to a person: {unassigned}.</source>
   <translation> Keiner Person zugeordnet: {unassigned}.</translation>
  </message>
  <message>
   <source> · speech marked</source>
   <translation> · Sprechen markiert</translation>
  </message>
  <message>
   <source>% of beats</source>
   <translation>% der Schläge</translation>
  </message>
  <message>
   <source>% of packets</source>
   <translation>% der Pakete</translation>
  </message>
  <message>
   <source>'safehold bridge --list' shows what is there. Wet and wear the strap, and disconnect it from phones and watches: most straps serve one at a time.</source>
   <translation>'safehold bridge --list' zeigt, was da ist. Befeuchten Sie den Gurt, legen Sie ihn an und trennen Sie ihn von Handys und Uhren: die meisten Gurte bedienen nur ein Gerät auf einmal.</translation>
  </message>
  <message>
   <source>'safehold check' says what it holds.</source>
   <translation>'safehold check' sagt, was sie enthält.</translation>
  </message>
  <message>
   <source>'safehold import' makes a session of a recording.</source>
   <translation>'safehold import' macht aus einer Aufzeichnung eine Sitzung.</translation>
  </message>
  <message>
   <source>'safehold map' draws it for those who may see it.</source>
   <translation>„safehold map“ zeichnet sie für alle, die sie sehen dürfen.</translation>
  </message>
  <message>
   <source>'safehold media SESSION' lists what is.</source>
   <translation>„safehold media SITZUNG“ zeigt, welche zugeordnet sind.</translation>
  </message>
  <message>
   <source>'safehold repair' writes session.json again; the recording itself is not touched.</source>
   <translation>'safehold repair' schreibt session.json neu; die Aufzeichnung selbst bleibt unberührt.</translation>
  </message>
  <message>
   <source>'safehold streams' lists what is there.</source>
   <translation>'safehold streams' listet auf, was da ist.</translation>
  </message>
  <message>
   <source>'safehold streams' says what each stream is taken for, and why.</source>
   <translation>'safehold streams' sagt, wofür jeder Stream gehalten wird und warum.</translation>
  </message>
  <message>
   <source>'{key}' appears twice, or cannot be part of a name</source>
   <translation>'{key}' steht doppelt da oder ist kein Teil eines Namens</translation>
  </message>
  <message>
   <source>+ {0} more</source>
   <translation>+ {0} weitere</translation>
  </message>
  <message>
   <source>+1 s</source>
   <translation>+1 s</translation>
  </message>
  <message>
   <source>+40 ms</source>
   <translation>+40 ms</translation>
  </message>
  <message>
   <source>, about {0} s left</source>
   <translation>, noch etwa {0} s</translation>
  </message>
  <message>
   <source>, enough for about {minutes:.0f} min</source>
   <translation>, das reicht für etwa {minutes:.0f} min</translation>
  </message>
  <message>
   <source>, provisional</source>
   <translation>, vorläufig</translation>
  </message>
  <message>
   <source>, {0:.0f} s left</source>
   <translation>, noch {0:.0f} s</translation>
  </message>
  <message>
   <source>--for takes 1 to 600 seconds.</source>
   <translation>--for nimmt 1 bis 600 Sekunden.</translation>
  </message>
  <message>
   <source>--no-record keeps nothing, so there is nothing to copy.</source>
   <translation>--no-record behält nichts, also gibt es nichts zu kopieren.</translation>
  </message>
  <message>
   <source>--respiration needs the accelerometer.</source>
   <translation>--respiration braucht den Beschleunigungssensor.</translation>
  </message>
  <message>
   <source>--seconds needs --rate.</source>
   <translation>--seconds braucht --rate.</translation>
  </message>
  <message>
   <source>0: until it is ended. A resting baseline is as long as its span in the thresholds.</source>
   <translation>0: bis sie beendet wird. Eine Ruhemessung ist so lang wie ihre Spanne bei den Schwellen.</translation>
  </message>
  <message>
   <source>1   Choose a folder for the study ({0}); a new one is made.</source>
   <translation>1   Wählen Sie einen Ordner für die Studie ({0}); ein neuer wird angelegt.</translation>
  </message>
  <message>
   <source>1 MB written and synced to {name} in {took:.0f} ms</source>
   <translation>1 MB in {took:.0f} ms nach {name} geschrieben und gesichert</translation>
  </message>
  <message>
   <source>1 s back</source>
   <translation>1 s zurück</translation>
  </message>
  <message>
   <source>1 s forward</source>
   <translation>1 s vor</translation>
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
   <source>10 s forward</source>
   <translation>10 s vor</translation>
  </message>
  <message>
   <source>2   New session ({0}): study codes, sensors, baseline. Recordings of other programs can be dropped here.</source>
   <translation>2   Neue Sitzung ({0}): Kürzel, Sensoren, Ruhemessung. Aufzeichnungen anderer Programme können Sie hierher ziehen.</translation>
  </message>
  <message>
   <source>3   Afterwards: see it again, code, review, export and report from here.</source>
   <translation>3   Danach von hier aus: wieder ansehen, codieren, durchsehen, exportieren, Bericht.</translation>
  </message>
  <message>
   <source>30 or more; 0: on demand only.</source>
   <translation>30 oder mehr; 0: nur auf Anforderung.</translation>
  </message>
  <message>
   <source>30 s or more.</source>
   <translation>30 s oder mehr.</translation>
  </message>
  <message>
   <source>5 s</source>
   <translation>5 s</translation>
  </message>
  <message>
   <source>5 s ago</source>
   <translation>vor 5 s</translation>
  </message>
  <message>
   <source>5 s back</source>
   <translation>5 s zurück</translation>
  </message>
  <message>
   <source>5 s forward</source>
   <translation>5 s vor</translation>
  </message>
  <message>
   <source>A baseline is running: take it again when it is over.</source>
   <translation>Eine Ruhemessung läuft: sie kann wiederholt werden, wenn sie vorbei ist.</translation>
  </message>
  <message>
   <source>a beat at one end of the interval is not certain</source>
   <translation>ein Schlag an einem Ende des Intervalls ist unsicher</translation>
  </message>
  <message>
   <source>A breath cannot be ectopic.</source>
   <translation>Ein Atemzug kann nicht ektop sein.</translation>
  </message>
  <message>
   <source>A camera mark is being shown.</source>
   <translation>Eine Kameramarke wird gezeigt.</translation>
  </message>
  <message>
   <source>A camera mark was asked for; it is shown where 'safehold sync' runs.</source>
   <translation>Eine Kameramarke wurde angefordert; sie erscheint, wo 'safehold sync' läuft.</translation>
  </message>
  <message>
   <source>A camera with 24 frames a second or more, and a loudspeaker on a cable, do better.</source>
   <translation>Genauer wird es mit einer Kamera, die mindestens 24 Bilder je Sekunde aufnimmt, und einem Lautsprecher am Kabel.</translation>
  </message>
  <message>
   <source>a cell is no number ({error})</source>
   <translation>eine Zelle ist keine Zahl ({error})</translation>
  </message>
  <message>
   <source>a change of posture is marked</source>
   <translation>ein Haltungswechsel ist markiert</translation>
  </message>
  <message>
   <source>a chunk of stream {stream_id}, which has no header</source>
   <translation>ein Abschnitt von Stream {stream_id}, der keinen Kopf hat</translation>
  </message>
  <message>
   <source>A click on the wave chooses the nearest one.</source>
   <translation>Ein Klick auf die Kurve wählt den nächstgelegenen aus.</translation>
  </message>
  <message>
   <source>A code with all its events, the event that is chosen in the session, or the span that was drawn over it.</source>
   <translation>Ein Code mit allen seinen Ereignissen, das in der Sitzung gewählte Ereignis oder der über ihr gezogene Abschnitt.</translation>
  </message>
  <message>
   <source>a cough breaks breathing</source>
   <translation>Husten unterbricht die Atmung</translation>
  </message>
  <message>
   <source>a damaged frame was not used: {reason}.</source>
   <translation>ein beschädigtes Paket wurde nicht verwendet: {reason}.</translation>
  </message>
  <message>
   <source>a danger signal: something reminds of danger</source>
   <translation>ein Gefahrensignal: etwas erinnert an Gefahr</translation>
  </message>
  <message>
   <source>a device (its address)</source>
   <translation>ein Gerät (seine Adresse)</translation>
  </message>
  <message>
   <source>a device or a sending computer</source>
   <translation>ein Gerät oder ein sendender Computer</translation>
  </message>
  <message>
   <source>a file cannot be read or written: {why}</source>
   <translation>eine Datei lässt sich nicht lesen oder schreiben: {why}</translation>
  </message>
  <message>
   <source>A file stands where a folder is needed: choose another folder.</source>
   <translation>Wo ein Ordner nötig ist, steht eine Datei: Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>A firewall or security program blocks Python's own traffic.</source>
   <translation>Eine Firewall oder ein Schutzprogramm sperrt den Verkehr von Python selbst.</translation>
  </message>
  <message>
   <source>a flagged interval or a gap lies in the breath</source>
   <translation>im Atemzug liegt ein beanstandetes Intervall oder eine Lücke</translation>
  </message>
  <message>
   <source>A flash and a chirp at each change of phase.</source>
   <translation>Ein Blitz und ein Ton bei jedem Wechsel der Phase.</translation>
  </message>
  <message>
   <source>a folder that cannot be read</source>
   <translation>ein Ordner, der nicht lesbar ist</translation>
  </message>
  <message>
   <source>a folder that is empty afterwards</source>
   <translation>ein Ordner, der danach leer ist</translation>
  </message>
  <message>
   <source>a folder with the person in its name</source>
   <translation>ein Ordner mit der Person im Namen</translation>
  </message>
  <message>
   <source>A head has {n_wanted} digits; {head!r} has {n_digits}.</source>
   <translation>Ein Kopf hat {n_wanted} Stellen; {head!r} hat {n_digits}.</translation>
  </message>
  <message>
   <source>A label appears twice in {text!r}.</source>
   <translation>Eine Bezeichnung steht doppelt in {text!r}.</translation>
  </message>
  <message>
   <source>A label.</source>
   <translation>Eine Bezeichnung.</translation>
  </message>
  <message>
   <source>A lag is 0 to 10 sessions; {n} permutations are the least.</source>
   <translation>Ein Abstand ist 0 bis 10 Sitzungen; mindestens {n} Permutationen sind nötig.</translation>
  </message>
  <message>
   <source>a line is shorter than its header</source>
   <translation>eine Zeile ist kürzer als die Kopfzeile</translation>
  </message>
  <message>
   <source>a link to other relationships is made</source>
   <translation>eine Verbindung zu anderen Beziehungen wird gezogen</translation>
  </message>
  <message>
   <source>a link with the person in its name; not followed</source>
   <translation>eine Verknüpfung mit der Person im Namen; ihr wird nicht gefolgt</translation>
  </message>
  <message>
   <source>a link, not followed</source>
   <translation>eine Verknüpfung, ihr wird nicht gefolgt</translation>
  </message>
  <message>
   <source>A live session runs in real time, without a pause.</source>
   <translation>Eine laufende Sitzung läuft in Echtzeit, ohne Pause.</translation>
  </message>
  <message>
   <source>A mark every {minutes:g} minutes cannot be shown.</source>
   <translation>Eine Marke alle {minutes:g} Minuten kann nicht gezeigt werden.</translation>
  </message>
  <message>
   <source>a MATLAB file: what is packed in it is not opened here</source>
   <translation>eine MATLAB-Datei: was darin gepackt ist, wird hier nicht geöffnet</translation>
  </message>
  <message>
   <source>a misunderstanding is cleared up</source>
   <translation>ein Missverständnis wird geklärt</translation>
  </message>
  <message>
   <source>a name is written as {example}</source>
   <translation>ein Name wird so geschrieben: {example}</translation>
  </message>
  <message>
   <source>A new measure.</source>
   <translation>Ein neues Maß.</translation>
  </message>
  <message>
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <source>A number; Return enters it</source>
   <translation>Eine Zahl; Eingabe trägt sie ein</translation>
  </message>
  <message>
   <source>a Parquet file</source>
   <translation>eine Parquet-Datei</translation>
  </message>
  <message>
   <source>a Parquet table that cannot be read: {error}</source>
   <translation>eine Parquet-Tabelle, die nicht lesbar ist: {error}</translation>
  </message>
  <message>
   <source>a part names no file</source>
   <translation>ein Teil nennt keine Datei</translation>
  </message>
  <message>
   <source>A part of the window failed. Cause: {failure}.</source>
   <translation>Ein Teil des Fensters ist ausgefallen. Ursache: {failure}.</translation>
  </message>
  <message>
   <source>A part of the workbench has stopped: {worker}.</source>
   <translation>Ein Teil des Arbeitsplatzes steht still: {worker}.</translation>
  </message>
  <message>
   <source>a PDF</source>
   <translation>ein PDF</translation>
  </message>
  <message>
   <source>a PDF may show words as pictures or in codes of its own, which cannot be searched</source>
   <translation>ein PDF kann Wörter als Bilder oder in eigenen Zeichen zeigen, die nicht durchsucht werden können</translation>
  </message>
  <message>
   <source>a person at the recording computer has forbidden it</source>
   <translation>jemand am Aufzeichnungscomputer hat es verboten</translation>
  </message>
  <message>
   <source>A person is named twice.</source>
   <translation>Eine Person ist zweimal genannt.</translation>
  </message>
  <message>
   <source>a phase of kind {kind!r} is named {kind!r}, not {name!r}.</source>
   <translation>eine Phase der Art {kind!r} heißt {kind!r}, nicht {name!r}.</translation>
  </message>
  <message>
   <source>a picture of a window with the person's values</source>
   <translation>ein Bild eines Fensters mit Werten der Person</translation>
  </message>
  <message>
   <source>a picture: what it shows cannot be searched</source>
   <translation>ein Bild: was es zeigt, kann nicht durchsucht werden</translation>
  </message>
  <message>
   <source>A place needs a mark: a moment of the file, and the session's.</source>
   <translation>Für die Zuordnung braucht es eine Marke: einen Zeitpunkt der Datei und den der Sitzung.</translation>
  </message>
  <message>
   <source>A program at {host}:{port}</source>
   <translation>Ein Programm auf {host}:{port}</translation>
  </message>
  <message>
   <source>a rate is not positive</source>
   <translation>eine Abtastrate ist nicht positiv</translation>
  </message>
  <message>
   <source>A rate of {rate:g} Hz for {signal} is out of range.</source>
   <translation>Eine Rate von {rate:g} Hz für {signal} liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>a rate of {rate:g} Hz is not possible</source>
   <translation>eine Abtastrate von {rate:g} Hz ist nicht möglich</translation>
  </message>
  <message>
   <source>A recorder that dies is started again.</source>
   <translation>Ein Rekorder, der ausfällt, wird neu gestartet.</translation>
  </message>
  <message>
   <source>A recorder that dies stays off until somebody starts it.</source>
   <translation>Ein Rekorder, der ausfällt, bleibt aus, bis ihn jemand startet.</translation>
  </message>
  <message>
   <source>A recording is running.</source>
   <translation>Eine Aufzeichnung läuft.</translation>
  </message>
  <message>
   <source>A registered index is left out: {text}.</source>
   <translation>Ein zusätzlicher Index wird ausgelassen: {text}.</translation>
  </message>
  <message>
   <source>A removal in {study} has to be finished first.</source>
   <translation>Erst muss ein begonnenes Entfernen in {study} beendet werden.</translation>
  </message>
  <message>
   <source>A replay runs at {0:g} to {1:g} times real time.</source>
   <translation>Eine Wiedergabe läuft mit der {0:g}- bis {1:g}-fachen Geschwindigkeit.</translation>
  </message>
  <message>
   <source>a row cannot be read ({error})</source>
   <translation>eine Zeile lässt sich nicht lesen ({error})</translation>
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
   <source>a second header for stream {stream_id} was ignored</source>
   <translation>ein zweiter Kopf von Stream {stream_id} wurde übergangen</translation>
  </message>
  <message>
   <source>a segment has segments itself</source>
   <translation>ein Segment hat selbst Segmente</translation>
  </message>
  <message>
   <source>a sensor is loose or was touched</source>
   <translation>ein Sensor sitzt locker oder wurde berührt</translation>
  </message>
  <message>
   <source>A session and a file belong together.</source>
   <translation>Sitzung und Datei gehören zusammen.</translation>
  </message>
  <message>
   <source>A session is computing; now its engine is killed.</source>
   <translation>Eine Sitzung rechnet; jetzt wird ihre Berechnung abgeschossen.</translation>
  </message>
  <message>
   <source>A session takes 15 to 180 minutes.</source>
   <translation>Eine Sitzung dauert 15 bis 180 Minuten.</translation>
  </message>
  <message>
   <source>a session's name has 1 to 64 letters (a-z), digits, '-' and '_'</source>
   <translation>der Name einer Sitzung hat 1 bis 64 Buchstaben (a-z), Ziffern, '-' und '_'</translation>
  </message>
  <message>
   <source>A single moment.</source>
   <translation>Ein Zeitpunkt.</translation>
  </message>
  <message>
   <source>A step down</source>
   <translation>Einen Schritt tiefer</translation>
  </message>
  <message>
   <source>A step up</source>
   <translation>Einen Schritt höher</translation>
  </message>
  <message>
   <source>a stream could not be sent (code {number})</source>
   <translation>ein Stream konnte nicht gesendet werden (Code {number})</translation>
  </message>
  <message>
   <source>a stream of the person</source>
   <translation>ein Stream der Person</translation>
  </message>
  <message>
   <source>a stream of this name is back</source>
   <translation>ein Stream dieses Namens ist wieder da</translation>
  </message>
  <message>
   <source>A stream that restarts may get a port that no search asks or no firewall lets through. {remedy}</source>
   <translation>Ein Stream, der neu startet, bekommt vielleicht einen Port, den keine Suche fragt oder keine Firewall durchlässt. {remedy}</translation>
  </message>
  <message>
   <source>A stream's clock was probably reset: see the streams of the recording.</source>
   <translation>Vermutlich wurde die Uhr eines Streams zurückgesetzt: Sehen Sie die Streams der Aufzeichnung an.</translation>
  </message>
  <message>
   <source>A study as a whole</source>
   <translation>Eine Studie als Ganzes</translation>
  </message>
  <message>
   <source>A study folder holds the sessions of one study.</source>
   <translation>Ein Studienordner enthält die Sitzungen einer Studie.</translation>
  </message>
  <message>
   <source>A study has 1 to 99 dyads and 2 to 99 sessions of each.</source>
   <translation>Eine Studie hat 1 bis 99 Dyaden und je 2 bis 99 Sitzungen.</translation>
  </message>
  <message>
   <source>A study needs one of ecg, ppg and rr, and knows: {signals}.</source>
   <translation>Eine Studie braucht eines von ecg, ppg und rr; bekannt sind: {signals}.</translation>
  </message>
  <message>
   <source>a task needs its length.</source>
   <translation>eine Aufgabe braucht eine Länge.</translation>
  </message>
  <message>
   <source>a text longer than its chunk</source>
   <translation>ein Text, der länger ist als sein Abschnitt</translation>
  </message>
  <message>
   <source>a tick is given up after</source>
   <translation>ein Wert wird aufgegeben nach</translation>
  </message>
  <message>
   <source>a time before the record</source>
   <translation>eine Zeit vor dem Beginn der Aufzeichnung</translation>
  </message>
  <message>
   <source>a video or sound that was placed beside a session with the person</source>
   <translation>ein Video oder eine Tonaufnahme zu einer Sitzung mit der Person</translation>
  </message>
  <message>
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <source>a window of {window_s} s is not within 0-{longest:g} s</source>
   <translation>ein Fenster von {window_s} s liegt nicht zwischen 0 und {longest:g} s</translation>
  </message>
  <message>
   <source>a ZIP archive that cannot be opened: {error}</source>
   <translation>ein ZIP-Archiv, das sich nicht öffnen lässt: {error}</translation>
  </message>
  <message>
   <source>A zone describes the body this long ago: windows, waiting time before a change counts, and processing delay.</source>
   <translation>Eine Zone beschreibt den Körper vor dieser Zeit: Fenster, Wartezeit, bis ein Wechsel gilt, und Verzögerung der Verarbeitung.</translation>
  </message>
  <message>
   <source>a zone is entered at its thresholds</source>
   <translation>eine Zone wird an ihren Schwellen betreten</translation>
  </message>
  <message>
   <source>a zone is left where hysteresis says</source>
   <translation>eine Zone wird dort verlassen, wo hysteresis es sagt</translation>
  </message>
  <message>
   <source>a-z, 0-9 and _, a letter first.</source>
   <translation>a-z, 0-9 und _, zuerst ein Buchstabe.</translation>
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
   <source>about {0} min left</source>
   <translation>noch etwa {0} min</translation>
  </message>
  <message>
   <source>about {0} s left</source>
   <translation>noch etwa {0} s</translation>
  </message>
  <message>
   <source>Above, where there is room: the heart rate of each person about their own median. Below: how far the two have gone together in the last five minutes, compared with segments of the same five minutes paired at random; the grey band holds 95 % of what chance alone gives. It is faint unless it has stayed outside for a minute. Turns of speech alone make heart rates go together or against each other: marked speech is hatched. It is no measure of closeness, rapport or empathy.</source>
   <translation>Oben, wo Platz ist: die Herzfrequenz jeder Person um ihren eigenen Median. Unten: wie gleichsinnig die beiden in den letzten fünf Minuten verlaufen sind, verglichen mit zufällig gepaarten Abschnitten derselben fünf Minuten; das graue Band umfasst 95 % dessen, was der Zufall allein ergibt. Die Linie ist blass, solange sie nicht eine Minute lang außerhalb war. Abwechselndes Sprechen allein lässt Herzfrequenzen gleich- oder gegensinnig verlaufen: markiertes Sprechen ist schraffiert. Kein Maß für Nähe, Beziehung oder Empathie.</translation>
  </message>
  <message>
   <source>accelerometer</source>
   <translation>Beschleunigung</translation>
  </message>
  <message>
   <source>Accept and continue</source>
   <translation>Annehmen und weiter</translation>
  </message>
  <message>
   <source>acceptance</source>
   <translation>Annehmen</translation>
  </message>
  <message>
   <source>access = {who!r} is unknown.</source>
   <translation>access = {who!r} ist unbekannt.</translation>
  </message>
  <message>
   <source>AcqKnowledge files need the package bioread</source>
   <translation>für AcqKnowledge-Dateien wird das Paket bioread gebraucht</translation>
  </message>
  <message>
   <source>activated</source>
   <translation>aktiviert</translation>
  </message>
  <message>
   <source>activated, vagal index kept</source>
   <translation>aktiviert, vagaler Index erhalten</translation>
  </message>
  <message>
   <source>Actor</source>
   <translation>Wer</translation>
  </message>
  <message>
   <source>actor: as coded</source>
   <translation>wer: laut Code</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>Add --coder CODE.</source>
   <translation>Fügen Sie --coder CODE hinzu.</translation>
  </message>
  <message>
   <source>Add a [[scale]] with who = "{role}" to study.toml, or use --scale.</source>
   <translation>Fügen Sie in study.toml eine [[scale]] mit who = "{role}" hinzu oder verwenden Sie --scale.</translation>
  </message>
  <message>
   <source>add a beat at {0}</source>
   <translation>Herzschlag bei {0} einfügen</translation>
  </message>
  <message>
   <source>Add a video or sound</source>
   <translation>Video oder Ton hinzufügen</translation>
  </message>
  <message>
   <source>Add acc to --polar.</source>
   <translation>Nehmen Sie acc in --polar auf.</translation>
  </message>
  <message>
   <source>Add codes from a file</source>
   <translation>Codes aus einer Datei hinzufügen</translation>
  </message>
  <message>
   <source>Add codes from a file ...</source>
   <translation>Codes aus einer Datei hinzufügen ...</translation>
  </message>
  <message>
   <source>Add one [[code]] at least.</source>
   <translation>Fügen Sie mindestens ein [[code]] hinzu.</translation>
  </message>
  <message>
   <source>Add SamplingFrequency, StartTime and Columns to its JSON.</source>
   <translation>Ergänzen Sie SamplingFrequency, StartTime und Columns in der JSON-Datei.</translation>
  </message>
  <message>
   <source>Add seconds = 60.</source>
   <translation>Fügen Sie seconds = 60 hinzu.</translation>
  </message>
  <message>
   <source>Add why = "..." to this [[person]]: the journal of each session keeps it.</source>
   <translation>Fügen Sie why = "..." zu dieser [[person]] hinzu: das Journal jeder Sitzung hält es fest.</translation>
  </message>
  <message>
   <source>Adds a beat where you clicked, or where the wave looks like one after the chosen beat; of a breath, its inspiration onset.</source>
   <translation>Fügt einen Herzschlag ein, wo Sie geklickt haben oder wo die Kurve nach dem ausgewählten wie einer aussieht; bei Atemzügen den Beginn der Einatmung.</translation>
  </message>
  <message>
   <source>Adds events that lie in a file of their own: a table, ELAN, BORIS, annotations.</source>
   <translation>Nimmt Ereignisse hinzu, die in einer eigenen Datei liegen: Tabelle, ELAN, BORIS, Annotationen.</translation>
  </message>
  <message>
   <source>Adds one in the middle of the interval that ends with what is chosen.</source>
   <translation>Fügt einen in der Mitte des Intervalls ein, das mit dem Ausgewählten endet.</translation>
  </message>
  <message>
   <source>Adds recordings; several files can become one session.</source>
   <translation>Fügt Aufzeichnungen hinzu; mehrere Dateien können eine Sitzung werden.</translation>
  </message>
  <message>
   <source>after</source>
   <translation>danach</translation>
  </message>
  <message>
   <source>After a session</source>
   <translation>Nach einer Sitzung</translation>
  </message>
  <message>
   <source>After these events</source>
   <translation>Nach diesen Ereignissen</translation>
  </message>
  <message>
   <source>after {n} sessions</source>
   <translation>nach {n} Sitzungen</translation>
  </message>
  <message>
   <source>Again</source>
   <translation>Erneut</translation>
  </message>
  <message>
   <source>against matched, 95 %</source>
   <translation>gegen vergleichbare, 95 %</translation>
  </message>
  <message>
   <source>Agreement by code</source>
   <translation>Übereinstimmung je Code</translation>
  </message>
  <message>
   <source>Agreement of two coders</source>
   <translation>Übereinstimmung zweier Codierender</translation>
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
   <source>all are session {number} of {client}</source>
   <translation>alle sind Sitzung {number} von {client}</translation>
  </message>
  <message>
   <source>All channels of the file hold the same sound: who speaks is not in it.</source>
   <translation>Alle Kanäle der Datei enthalten denselben Ton: Wer spricht, steht nicht darin.</translation>
  </message>
  <message>
   <source>All keys</source>
   <translation>Alle Tasten</translation>
  </message>
  <message>
   <source>All notes of the session, newest first.</source>
   <translation>Alle Notizen der Sitzung, die neueste zuerst.</translation>
  </message>
  <message>
   <source>All numbers are {marks}: made with the {profile} profile.</source>
   <translation>Alle Zahlen sind {marks}: mit dem Profil {profile} gemacht.</translation>
  </message>
  <message>
   <source>All of it stands in {0}; comments there stay.</source>
   <translation>Alles steht in {0}; Kommentare dort bleiben.</translation>
  </message>
  <message>
   <source>all of safehold's packages come from {root}</source>
   <translation>alle Pakete von safehold kommen aus {root}</translation>
  </message>
  <message>
   <source>All onsets are below 1: they look like Excel's times.</source>
   <translation>Alle Beginne liegen unter 1: Sie sehen nach Zeiten von Excel aus.</translation>
  </message>
  <message>
   <source>all scales</source>
   <translation>alle Skalen</translation>
  </message>
  <message>
   <source>All sessions</source>
   <translation>Alle Sitzungen</translation>
  </message>
  <message>
   <source>alliance rupture, withdrawal</source>
   <translation>Bruch der Allianz, Rückzug</translation>
  </message>
  <message>
   <source>Allows it where the study does, or forbids it for this session.</source>
   <translation>Erlaubt es, wo die Studie es erlaubt, oder verbietet es für diese Sitzung.</translation>
  </message>
  <message>
   <source>Also with the video afterwards</source>
   <translation>Auch nachher mit dem Video</translation>
  </message>
  <message>
   <source>Alt</source>
   <translation>Alt</translation>
  </message>
  <message>
   <source>an earlier correction by hand</source>
   <translation>eine frühere Korrektur von Hand</translation>
  </message>
  <message>
   <source>An event cannot end before its onset.</source>
   <translation>Ein Ereignis kann nicht vor seinem Beginn enden.</translation>
  </message>
  <message>
   <source>An event must lie inside the session.</source>
   <translation>Ein Ereignis muss in der Sitzung liegen.</translation>
  </message>
  <message>
   <source>an Excel workbook (.xlsx) or another archive</source>
   <translation>eine Excel-Mappe (.xlsx) oder ein anderes Archiv</translation>
  </message>
  <message>
   <source>an export of a session with the person; it can be made again</source>
   <translation>ein Export einer Sitzung mit der Person; er kann neu gemacht werden</translation>
  </message>
  <message>
   <source>an export that names the person; it can be made again</source>
   <translation>ein Export, der die Person nennt; er kann neu gemacht werden</translation>
  </message>
  <message>
   <source>an export without the person</source>
   <translation>ein Export ohne die Person</translation>
  </message>
  <message>
   <source>An index never raises: return without(base, why).</source>
   <translation>Ein Index löst nie einen Fehler aus: geben Sie without(base, why) zurück.</translation>
  </message>
  <message>
   <source>An input is missing or not valid, so no zone is given.</source>
   <translation>Eine Eingabe fehlt oder ist ungültig, darum gibt es keine Zone.</translation>
  </message>
  <message>
   <source>an invalid time</source>
   <translation>eine ungültige Zeit</translation>
  </message>
  <message>
   <source>An LSL session id is one line of text.</source>
   <translation>Eine LSL-Sitzungskennung ist eine Zeile Text.</translation>
  </message>
  <message>
   <source>an observer judged hypoarousal within 60 s</source>
   <translation>ein Beobachter sah innerhalb von 60 s Untererregung</translation>
  </message>
  <message>
   <source>an observer who could not see the zone judged hypoarousal within 60 s</source>
   <translation>jemand, der die Zone nicht sehen konnte, hat innerhalb von 60 s Untererregung beurteilt</translation>
  </message>
  <message>
   <source>an observer who could see the zone judged hypoarousal within 60 s</source>
   <translation>jemand, der die Zone sehen konnte, hat innerhalb von 60 s Untererregung beurteilt</translation>
  </message>
  <message>
   <source>an old Excel workbook (.xls)</source>
   <translation>eine alte Excel-Mappe (.xls)</translation>
  </message>
  <message>
   <source>An SD is not negative.</source>
   <translation>Eine Standardabweichung ist nicht negativ.</translation>
  </message>
  <message>
   <source>an unknown clock</source>
   <translation>einer unbekannten Uhr</translation>
  </message>
  <message>
   <source>an XDF recording</source>
   <translation>eine XDF-Aufzeichnung</translation>
  </message>
  <message>
   <source>and begins at (s)</source>
   <translation>und beginnt bei (s)</translation>
  </message>
  <message>
   <source>and {0} more notes</source>
   <translation>und {0} weitere Notizen</translation>
  </message>
  <message>
   <source>another beat is nearer than {least_s:g} s</source>
   <translation>ein anderer Herzschlag ist näher als {least_s:g} s</translation>
  </message>
  <message>
   <source>another file has its name</source>
   <translation>eine andere Datei hat ihren Namen</translation>
  </message>
  <message>
   <source>another program changed its size by {surplus} bytes</source>
   <translation>ein anderes Programm hat ihre Größe um {surplus} Bytes verändert</translation>
  </message>
  <message>
   <source>Another program changes the recording: its size is off by {surplus} bytes.</source>
   <translation>Ein anderes Programm verändert die Aufzeichnung: Ihre Größe weicht um {surplus} Bytes ab.</translation>
  </message>
  <message>
   <source>Another program is writing to {path} and does not end.</source>
   <translation>Ein anderes Programm schreibt in {path} und hört nicht auf.</translation>
  </message>
  <message>
   <source>Another program or a folder of the same name hides it. Install safehold in an environment of its own, and start it from another folder.</source>
   <translation>Ein anderes Programm oder ein Ordner mit demselben Namen verdeckt es. Installieren Sie safehold in eine eigene Umgebung und starten Sie es aus einem anderen Ordner.</translation>
  </message>
  <message>
   <source>Another recorder is recording into {folder}.</source>
   <translation>Ein anderer Rekorder zeichnet nach {folder} auf.</translation>
  </message>
  <message>
   <source>any number</source>
   <translation>alle Werte</translation>
  </message>
  <message>
   <source>Anyone</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>Are picture and sound of the file in step? Place the file by hand.</source>
   <translation>Laufen Bild und Ton der Datei synchron? Legen Sie die Datei von Hand an.</translation>
  </message>
  <message>
   <source>Around</source>
   <translation>Um</translation>
  </message>
  <message>
   <source>Around events</source>
   <translation>Um Ereignisse herum</translation>
  </message>
  <message>
   <source>Around what</source>
   <translation>Um was herum</translation>
  </message>
  <message>
   <source>arousal axis a</source>
   <translation>Aktivierungsachse a</translation>
  </message>
  <message>
   <source>Arousal unsure</source>
   <translation>Erregung unklar</translation>
  </message>
  <message>
   <source>arousal: heart rate against own baseline →</source>
   <translation>Erregung: Herzfrequenz gegen die eigene Ruhemessung →</translation>
  </message>
  <message>
   <source>Arrow keys choose a session; Return or a double click shows it again. {0} sorts.</source>
   <translation>Pfeiltasten wählen eine Sitzung; Eingabe oder ein Doppelklick zeigt sie wieder. {0} ordnet.</translation>
  </message>
  <message>
   <source>As in the session</source>
   <translation>Wie in der Sitzung</translation>
  </message>
  <message>
   <source>As proposed</source>
   <translation>Wie vorgeschlagen</translation>
  </message>
  <message>
   <source>as seen</source>
   <translation>wie gesehen</translation>
  </message>
  <message>
   <source>AS SEEN in the session.</source>
   <translation>WIE GESEHEN in der Sitzung.</translation>
  </message>
  <message>
   <source>as the file says</source>
   <translation>wie die Datei sagt</translation>
  </message>
  <message>
   <source>Ask somebody who is allowed to, or change the folder's permissions.</source>
   <translation>Bitten Sie jemanden, der es darf, oder ändern Sie die Rechte des Ordners.</translation>
  </message>
  <message>
   <source>Ask the client to rate</source>
   <translation>Klient/in um Einschätzung bitten</translation>
  </message>
  <message>
   <source>Ask the therapist to rate</source>
   <translation>Therapeut/in um Einschätzung bitten</translation>
  </message>
  <message>
   <source>asked for</source>
   <translation>ausdrücklich verlangt</translation>
  </message>
  <message>
   <source>asked to rate: {0}</source>
   <translation>um Einschätzung gebeten: {0}</translation>
  </message>
  <message>
   <source>Asks which one, and turns its signal over from now on.</source>
   <translation>Fragt, welcher Sensor es ist, und dreht sein Signal von jetzt an um.</translation>
  </message>
  <message>
   <source>At least one window of {least:g} s must be left.</source>
   <translation>Mindestens ein Fenster von {least:g} s muss bleiben.</translation>
  </message>
  <message>
   <source>At their end too</source>
   <translation>Auch an deren Ende</translation>
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
   <source>back within after</source>
   <translation>wieder im Bereich nach</translation>
  </message>
  <message>
   <source>Backspace</source>
   <translation>Rücktaste</translation>
  </message>
  <message>
   <source>Bad</source>
   <translation>Schlecht</translation>
  </message>
  <message>
   <source>Bare stroke: found automatically; with a triangle: flagged. Disc: added. Diamond: moved. E: ectopic. Crossed and dotted: deleted. Dotted in colour: proposed. A click chooses, a drag moves, Shift and drag draws a span.</source>
   <translation>Bloßer Strich: automatisch gefunden; mit Dreieck: beanstandet. Scheibe: eingefügt. Raute: verschoben. E: ektop. Gekreuzt und gepunktet: gelöscht. Farbig gepunktet: Vorschlag. Ein Klick wählt aus, Ziehen verschiebt, Umschalt und Ziehen zieht eine Spanne auf.</translation>
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
   <source>baseline taken</source>
   <translation>Ruhemessung liegt vor</translation>
  </message>
  <message>
   <source>baseline {0:.0f} ± {1:.0f} bpm</source>
   <translation>Ruhe {0:.0f} ± {1:.0f} bpm</translation>
  </message>
  <message>
   <source>Baseline: discarded at its start</source>
   <translation>Ruhemessung: am Beginn verworfen</translation>
  </message>
  <message>
   <source>Baseline: index of the vagal axis</source>
   <translation>Ruhemessung: Index der Vagusachse</translation>
  </message>
  <message>
   <source>Baseline: largest drift of heart rate</source>
   <translation>Ruhemessung: größte Drift der Herzfrequenz</translation>
  </message>
  <message>
   <source>Baseline: largest share of flagged intervals</source>
   <translation>Ruhemessung: größter Anteil beanstandeter Intervalle</translation>
  </message>
  <message>
   <source>Baseline: least coverage</source>
   <translation>Ruhemessung: kleinste Abdeckung</translation>
  </message>
  <message>
   <source>Baseline: least spread of heart rate</source>
   <translation>Ruhemessung: kleinste Streuung der Herzfrequenz</translation>
  </message>
  <message>
   <source>Baseline: least spread of respiration rate</source>
   <translation>Ruhemessung: kleinste Streuung der Atemfrequenz</translation>
  </message>
  <message>
   <source>Baseline: least spread of the vagal index</source>
   <translation>Ruhemessung: kleinste Streuung des vagalen Index</translation>
  </message>
  <message>
   <source>Baseline: least valid time</source>
   <translation>Ruhemessung: kleinste gültige Zeit</translation>
  </message>
  <message>
   <source>Baseline: length used</source>
   <translation>Ruhemessung: genutzte Länge</translation>
  </message>
  <message>
   <source>battery is at {level} %.</source>
   <translation>Die Batterie steht bei {level} %.</translation>
  </message>
  <message>
   <source>battery level is not one byte of 0-100</source>
   <translation>Batteriestand ist kein Byte von 0 bis 100</translation>
  </message>
  <message>
   <source>beat times of an RR stream are uncertain by about half a second</source>
   <translation>Schlagzeiten eines RR-Streams sind um etwa eine halbe Sekunde unsicher</translation>
  </message>
  <message>
   <source>Beat-to-beat variability over {0:.0f} s.</source>
   <translation>Variabilität von Schlag zu Schlag über {0:.0f} s.</translation>
  </message>
  <message>
   <source>Beats and breaths cannot be computed: {error}.</source>
   <translation>Herzschläge und Atemzüge können nicht berechnet werden: {error}.</translation>
  </message>
  <message>
   <source>Beats are still being computed: a moment.</source>
   <translation>Die Herzschläge werden noch berechnet: einen Moment.</translation>
  </message>
  <message>
   <source>beats arrive at plausible intervals</source>
   <translation>Schläge kommen in plausiblen Abständen</translation>
  </message>
  <message>
   <source>Beats or breaths</source>
   <translation>Herz oder Atem</translation>
  </message>
  <message>
   <source>Beats or breaths were edited meanwhile: compute it again.</source>
   <translation>Herzschläge oder Atemzüge wurden inzwischen bearbeitet: Berechnen Sie neu.</translation>
  </message>
  <message>
   <source>Beats, breaths and measures: {0} % computed</source>
   <translation>Herzschläge, Atemzüge und Maße: {0} % berechnet</translation>
  </message>
  <message>
   <source>before</source>
   <translation>vorher</translation>
  </message>
  <message>
   <source>before any session</source>
   <translation>vor der ersten Sitzung</translation>
  </message>
  <message>
   <source>Before → after. {0} edits in view.</source>
   <translation>Vorher → nachher. {0} Bearbeitungen im Bild.</translation>
  </message>
  <message>
   <source>Before, during, after</source>
   <translation>Vorher, währenddessen, danach</translation>
  </message>
  <message>
   <source>Before: 60 s before the onset. After: 60 s after the end. High falls and low rises by itself, so read the change against matched moments: others of the same level that followed no such event. p: rotations of the events; adjusted for all codes. The same numbers stand in the report and the export.</source>
   <translation>Vorher: 60 s vor dem Beginn. Danach: 60 s nach dem Ende. Hohes fällt und Niedriges steigt von selbst; deshalb zählt die Änderung gegen vergleichbare Momente: andere vom selben Niveau, denen kein solches Ereignis vorausging. p: Rotationen der Ereignisse, für alle Codes angepasst. Dieselben Zahlen stehen im Bericht und im Export.</translation>
  </message>
  <message>
   <source>Begin it with [{key}].</source>
   <translation>Beginnen Sie sie mit [{key}].</translation>
  </message>
  <message>
   <source>Begin the file with {key} = "...".</source>
   <translation>Beginnen Sie die Datei mit {key} = "...".</translation>
  </message>
  <message>
   <source>Begin with [[{key}]].</source>
   <translation>Beginnen Sie mit [[{key}]].</translation>
  </message>
  <message>
   <source>begins at</source>
   <translation>beginnt bei</translation>
  </message>
  <message>
   <source>begins at {0} of the session</source>
   <translation>beginnt bei {0} der Sitzung</translation>
  </message>
  <message>
   <source>begins at {offset:.3f} s of the session, {drift}, {residual}</source>
   <translation>beginnt bei {offset:.3f} s der Sitzung, {drift}, {residual}</translation>
  </message>
  <message>
   <source>being computed</source>
   <translation>wird berechnet</translation>
  </message>
  <message>
   <source>belongs to no session</source>
   <translation>gehört zu keiner Sitzung</translation>
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
   <source>between</source>
   <translation>dazwischen</translation>
  </message>
  <message>
   <source>BIDS dataset</source>
   <translation>BIDS-Datensatz</translation>
  </message>
  <message>
   <source>Bins and the time that was seen must be longer than 0 s.</source>
   <translation>Abschnitte und gesehene Zeit müssen länger als 0 s sein.</translation>
  </message>
  <message>
   <source>Bins of {0} s</source>
   <translation>Zeitfenster von {0} s</translation>
  </message>
  <message>
   <source>bioread does not understand it ({error})</source>
   <translation>bioread versteht sie nicht ({error})</translation>
  </message>
  <message>
   <source>blames self</source>
   <translation>gibt sich die Schuld</translation>
  </message>
  <message>
   <source>bleak {version}; 'safehold bridge --list' shows what is in range</source>
   <translation>bleak {version}; 'safehold bridge --list' zeigt, was in Reichweite ist</translation>
  </message>
  <message>
   <source>bleak {version}; this computer has no Bluetooth adapter</source>
   <translation>bleak {version}; dieser Computer hat keinen Bluetooth-Adapter</translation>
  </message>
  <message>
   <source>BLIND</source>
   <translation>VERBLINDET</translation>
  </message>
  <message>
   <source>Blind display: everything is recorded, nothing of the body is shown.</source>
   <translation>Verblindete Anzeige: alles wird aufgezeichnet, nichts vom Körper wird gezeigt.</translation>
  </message>
  <message>
   <source>Bluetooth needs the package bleak, which is not installed.</source>
   <translation>Für Bluetooth fehlt das Paket bleak.</translation>
  </message>
  <message>
   <source>Bluetooth packets too small (MTU)</source>
   <translation>Bluetooth-Pakete zu klein (MTU)</translation>
  </message>
  <message>
   <source>both</source>
   <translation>beide</translation>
  </message>
  <message>
   <source>Both readings are the same, bit for bit.</source>
   <translation>Beide Lesarten sind gleich, Bit für Bit.</translation>
  </message>
  <message>
   <source>BOTH. Lines and numbers: recomputed, {0}. Dotted: as seen.</source>
   <translation>BEIDE. Linien und Zahlen: neu berechnet, {0}. Gepunktet: wie gesehen.</translation>
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
   <source>breath</source>
   <translation>Atem</translation>
  </message>
  <message>
   <source>Breath hold</source>
   <translation>Atem angehalten</translation>
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
   <source>Breath · s</source>
   <translation>Atemzug · s</translation>
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
   <source>breathing does not turn there</source>
   <translation>dort wendet die Atmung nicht</translation>
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
   <source>Breathing pacer for the client</source>
   <translation>Atemtakt für Klient/in</translation>
  </message>
  <message>
   <source>breathing to a pacer</source>
   <translation>Atmen nach Taktgeber</translation>
  </message>
  <message>
   <source>breathing to a pacer changes RSA by itself</source>
   <translation>Atmen nach Takt verändert die RSA schon für sich</translation>
  </message>
  <message>
   <source>Breaths a minute</source>
   <translation>Atemzüge pro Minute</translation>
  </message>
  <message>
   <source>breaths differ too much in length</source>
   <translation>die Atemzüge sind zu verschieden lang</translation>
  </message>
  <message>
   <source>Bring sensor and receiver nearer together; its program may skip beats.</source>
   <translation>Sensor und Empfänger näher zusammenbringen; vielleicht lässt das Programm Schläge aus.</translation>
  </message>
  <message>
   <source>Bring up the interface lo.</source>
   <translation>Schalten Sie die Schnittstelle lo ein.</translation>
  </message>
  <message>
   <source>Bringing the session to the disk</source>
   <translation>Die Sitzung wird auf den Datenträger gebracht</translation>
  </message>
  <message>
   <source>Broken</source>
   <translation>Gebrochen</translation>
  </message>
  <message>
   <source>By its marks the file's clock is wrong by {drift:.0f} ppm, more than {most:.0f}.</source>
   <translation>Nach ihren Marken geht die Uhr der Datei um {drift:.0f} ppm falsch, mehr als {most:.0f}.</translation>
  </message>
  <message>
   <source>by the names in it</source>
   <translation>nach den Namen darin</translation>
  </message>
  <message>
   <source>By their size the numbers are taken for RR intervals.</source>
   <translation>Nach ihrer Größe gelten die Zahlen als RR-Intervalle.</translation>
  </message>
  <message>
   <source>By these marks the file's clock is wrong by {drift:.0f} millionths; no camera is wrong by more than {worst:.0f}.</source>
   <translation>Nach diesen Marken geht die Uhr der Datei um {drift:.0f} Millionstel falsch; keine Kamera geht um mehr als {worst:.0f} falsch.</translation>
  </message>
  <message>
   <source>bytes left over</source>
   <translation>Bytes bleiben übrig</translation>
  </message>
  <message>
   <source>bytes {at} to {kept_from} are damaged</source>
   <translation>die Bytes {at} bis {kept_from} sind beschädigt</translation>
  </message>
  <message>
   <source>calls a number valid although {what}</source>
   <translation>nennt eine Zahl gültig, obwohl {what}</translation>
  </message>
  <message>
   <source>calls itself {name!r} in what it returns</source>
   <translation>nennt sich im Ergebnis {name!r}</translation>
  </message>
  <message>
   <source>calm</source>
   <translation>ruhig</translation>
  </message>
  <message>
   <source>Camera mark</source>
   <translation>Kameramarke</translation>
  </message>
  <message>
   <source>Camera marks</source>
   <translation>Kameramarken</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled. Nothing was exported.</source>
   <translation>Abgebrochen. Nichts wurde exportiert.</translation>
  </message>
  <message>
   <source>Cancelled. Nothing was imported.</source>
   <translation>Abgebrochen. Es wurde nichts importiert.</translation>
  </message>
  <message>
   <source>Cancelled. What was processed is kept; the next run continues from there.</source>
   <translation>Abgebrochen. Was verarbeitet ist, bleibt erhalten; beim nächsten Mal geht es dort weiter.</translation>
  </message>
  <message>
   <source>Cancels what is running; nothing of it is kept. Otherwise goes to the start.</source>
   <translation>Bricht ab, was gerade läuft; nichts davon bleibt. Sonst zurück zum Anfang.</translation>
  </message>
  <message>
   <source>Cancels what is running; what was processed is kept. Otherwise goes to the start.</source>
   <translation>Bricht ab, was läuft; was verarbeitet ist, bleibt. Sonst zurück zum Anfang.</translation>
  </message>
  <message>
   <source>cannot be combined: ectopic beats come from the heart, the others do not.</source>
   <translation>passt nicht zusammen: Extrasystolen sind Sache des Herzens, andere Störungen nicht.</translation>
  </message>
  <message>
   <source>cannot be read as a recording: {message}</source>
   <translation>nicht als Aufzeichnung lesbar: {message}</translation>
  </message>
  <message>
   <source>cannot be read: {why}</source>
   <translation>nicht lesbar: {why}</translation>
  </message>
  <message>
   <source>certificate of a withdrawal</source>
   <translation>Bescheinigung eines Widerrufs</translation>
  </message>
  <message>
   <source>Challenge</source>
   <translation>Herausforderung</translation>
  </message>
  <message>
   <source>chance</source>
   <translation>Zufall</translation>
  </message>
  <message>
   <source>Change it</source>
   <translation>Ändern</translation>
  </message>
  <message>
   <source>Change it in the file itself, with a text editor.</source>
   <translation>Bitte in der Datei selbst ändern, mit einem Texteditor.</translation>
  </message>
  <message>
   <source>Change it instead.</source>
   <translation>Ändern Sie ihn stattdessen.</translation>
  </message>
  <message>
   <source>Change it without naming a person.</source>
   <translation>Ändern Sie ihn, ohne eine Person zu nennen.</translation>
  </message>
  <message>
   <source>change, 95 %</source>
   <translation>Änderung, 95 %</translation>
  </message>
  <message>
   <source>change, last 5 min</source>
   <translation>Änderung, letzte 5 min</translation>
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
   <source>changed on {date} because a participant withdrew: {n} files were rewritten without them; the others' samples are as recorded (certificate {certificate})</source>
   <translation>am {date} geändert, weil jemand die Teilnahme widerrufen hat: {n} Dateien wurden ohne diese Person neu geschrieben, die Messwerte der anderen sind, wie sie aufgezeichnet wurden (Bescheinigung {certificate})</translation>
  </message>
  <message>
   <source>changed since</source>
   <translation>seither geändert</translation>
  </message>
  <message>
   <source>changed the file</source>
   <translation>hat die Datei verändert</translation>
  </message>
  <message>
   <source>changed: it was {shape}, now it is {shape_now}</source>
   <translation>geändert: war {shape}, ist jetzt {shape_now}</translation>
  </message>
  <message>
   <source>Changes task or goal</source>
   <translation>Ändert Aufgabe oder Ziel</translation>
  </message>
  <message>
   <source>Changes the colours, and nothing else.</source>
   <translation>Ändert die Farben und sonst nichts.</translation>
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
   <source>channel type {text!r} of channel {number}</source>
   <translation>Kanaltyp {text!r} von Kanal {number}</translation>
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
   <source>Channels are counted from 1.</source>
   <translation>Kanäle zählen ab 1.</translation>
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
   <source>Check that its program still receives the sensor, or start it again.</source>
   <translation>Prüfen Sie, ob das Programm den Sensor noch empfängt, oder starten Sie es neu.</translation>
  </message>
  <message>
   <source>Check that the program that sends it is still running.</source>
   <translation>Prüfen Sie, ob das sendende Programm noch läuft.</translation>
  </message>
  <message>
   <source>Check that the sensor is on, charged, worn and in range.</source>
   <translation>Prüfen Sie, ob der Sensor an, geladen, angelegt und in Reichweite ist.</translation>
  </message>
  <message>
   <source>Check the disk and the recording ('safehold check'), then try again.</source>
   <translation>Prüfen Sie den Datenträger und die Aufzeichnung ('safehold check') und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Check the disk, its cable, or the network that it is on.</source>
   <translation>Prüfen Sie den Datenträger, sein Kabel oder sein Netz.</translation>
  </message>
  <message>
   <source>Check the disk.</source>
   <translation>Prüfen Sie den Datenträger.</translation>
  </message>
  <message>
   <source>Check the folder and export again.</source>
   <translation>Prüfen Sie den Ordner und exportieren Sie noch einmal.</translation>
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
   <source>Check the path.</source>
   <translation>Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <source>Check the path; a session folder holds a session.json.</source>
   <translation>Prüfen Sie den Pfad; ein Sitzungsordner enthält eine session.json.</translation>
  </message>
  <message>
   <source>Check the sensor, its battery and its distance; it reconnects by itself.</source>
   <translation>Prüfen Sie Sensor, Batterie und Abstand; er verbindet sich von selbst wieder.</translation>
  </message>
  <message>
   <source>Check the sensors</source>
   <translation>Sensoren prüfen</translation>
  </message>
  <message>
   <source>Check the session folder.</source>
   <translation>Prüfen Sie den Sitzungsordner.</translation>
  </message>
  <message>
   <source>Check the session folder: a recording is called recording.xdf.</source>
   <translation>Sitzungsordner prüfen: eine Aufzeichnung heißt recording.xdf.</translation>
  </message>
  <message>
   <source>Check the times of the files, or say them with --offset.</source>
   <translation>Prüfen Sie die Zeiten der Dateien, oder geben Sie sie mit --offset an.</translation>
  </message>
  <message>
   <source>checking</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Checking the recording</source>
   <translation>Die Aufzeichnung wird geprüft</translation>
  </message>
  <message>
   <source>Checking the sensors ...</source>
   <translation>Die Sensoren werden angesehen ...</translation>
  </message>
  <message>
   <source>Checking what was written</source>
   <translation>Das Geschriebene wird geprüft</translation>
  </message>
  <message>
   <source>Choose</source>
   <translation>Wählen</translation>
  </message>
  <message>
   <source>Choose 0 or a whole number.</source>
   <translation>Wählen Sie 0 oder eine ganze Zahl.</translation>
  </message>
  <message>
   <source>Choose 1024 to 65535, or 0.</source>
   <translation>Wählen Sie 1024 bis 65535 oder 0.</translation>
  </message>
  <message>
   <source>Choose 50 (most of the world) or 60 (the Americas, parts of Asia).</source>
   <translation>Wählen Sie 50 (der größte Teil der Welt) oder 60 (Amerika, Teile Asiens).</translation>
  </message>
  <message>
   <source>Choose a file in a folder that exists and can be written.</source>
   <translation>Wählen Sie eine Datei in einem Ordner, den es gibt und in den geschrieben werden darf.</translation>
  </message>
  <message>
   <source>Choose a folder on a disk with space that this user may write to.</source>
   <translation>Wählen Sie einen Ordner auf einem Datenträger mit Platz, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose a folder on a disk with space that you may write to.</source>
   <translation>Wählen Sie einen Ordner auf einem Datenträger mit Platz, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose a folder that you may write to.</source>
   <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose a longer span, or one with better signals; or name the one person for whom it is rest.</source>
   <translation>Wählen Sie eine längere Spanne oder eine mit besseren Signalen, oder nennen Sie die eine Person, für die es Ruhe ist.</translation>
  </message>
  <message>
   <source>Choose a lower rate or a part of the session, or other tables.</source>
   <translation>Wählen Sie eine niedrigere Rate, einen Teil der Sitzung oder andere Tabellen.</translation>
  </message>
  <message>
   <source>Choose a rate from 10 to {highest:g} Hz.</source>
   <translation>Wählen Sie eine Rate von 10 bis {highest:g} Hz.</translation>
  </message>
  <message>
   <source>Choose a session folder on a disk that this user may write to.</source>
   <translation>Wählen Sie einen Sitzungsordner auf einem Datenträger, auf den dieser Benutzer schreiben darf.</translation>
  </message>
  <message>
   <source>Choose a session folder on a disk with space that this user may write to.</source>
   <translation>Wählen Sie einen Sitzungsordner auf einem Datenträger mit Platz, auf den dieser Benutzer schreiben darf.</translation>
  </message>
  <message>
   <source>Choose a session folder that this user may write to.</source>
   <translation>Wählen Sie einen Sitzungsordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose a session in the list first; this folder may hold none.</source>
   <translation>Zuerst eine Sitzung in der Liste wählen; vielleicht enthält dieser Ordner keine.</translation>
  </message>
  <message>
   <source>Choose a session of this participant.</source>
   <translation>Wählen Sie eine Sitzung dieser Person.</translation>
  </message>
  <message>
   <source>Choose a session that can be read.</source>
   <translation>Wählen Sie eine Sitzung, die sich lesen lässt.</translation>
  </message>
  <message>
   <source>Choose a stream to say what it is.</source>
   <translation>Wählen Sie einen Stream, um zu sagen, was er ist.</translation>
  </message>
  <message>
   <source>Choose a value from {low} to {high} {unit}.</source>
   <translation>Wählen Sie einen Wert von {low} bis {high} {unit}.</translation>
  </message>
  <message>
   <source>Choose a value from {low} to {high}.</source>
   <translation>Wählen Sie einen Wert von {low} bis {high}.</translation>
  </message>
  <message>
   <source>Choose an event first: click it in the list or in the ribbon.</source>
   <translation>Wählen Sie zuerst ein Ereignis: mit einem Klick in der Liste oder im Ereignisband.</translation>
  </message>
  <message>
   <source>Choose another folder with --out.</source>
   <translation>Wählen Sie mit --out einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose another folder, best on another disk.</source>
   <translation>Wählen Sie einen anderen Ordner, am besten auf einem anderen Datenträger.</translation>
  </message>
  <message>
   <source>Choose another session id.</source>
   <translation>Wählen Sie eine andere Sitzungskennung.</translation>
  </message>
  <message>
   <source>Choose files</source>
   <translation>Dateien wählen</translation>
  </message>
  <message>
   <source>Choose from: ecg, ppg, acc; or none.</source>
   <translation>Wählen Sie: ecg, ppg, acc; oder none.</translation>
  </message>
  <message>
   <source>Choose from: {names}.</source>
   <translation>Zur Wahl stehen: {names}.</translation>
  </message>
  <message>
   <source>Choose one of: {choices}.</source>
   <translation>Wählen Sie: {choices}.</translation>
  </message>
  <message>
   <source>Choose one of: {groups}; or declare it with [[group]].</source>
   <translation>Wählen Sie: {groups}; oder geben Sie die Gruppe mit [[group]] an.</translation>
  </message>
  <message>
   <source>Choose one of: {shipped}; or a TOML file, here {path}.</source>
   <translation>Wählen Sie eines von: {shipped}; oder eine TOML-Datei, hier {path}.</translation>
  </message>
  <message>
   <source>Choose one that does not begin with {prefix!r}.</source>
   <translation>Wählen Sie einen, der nicht mit {prefix!r} beginnt.</translation>
  </message>
  <message>
   <source>Choose ports from 1024 to 65000.</source>
   <translation>Wählen Sie Ports von 1024 bis 65000.</translation>
  </message>
  <message>
   <source>Choose the beat before</source>
   <translation>Vorigen Herzschlag auswählen</translation>
  </message>
  <message>
   <source>Choose the event after</source>
   <translation>Ereignis danach wählen</translation>
  </message>
  <message>
   <source>Choose the event before</source>
   <translation>Ereignis davor wählen</translation>
  </message>
  <message>
   <source>Choose the file that holds the recording (its name ends in _raw.fif).</source>
   <translation>Wählen Sie die Datei mit der Aufzeichnung (ihr Name endet auf _raw.fif).</translation>
  </message>
  <message>
   <source>Choose the next beat</source>
   <translation>Nächsten Herzschlag auswählen</translation>
  </message>
  <message>
   <source>Choose the recording first, then its events.</source>
   <translation>Wählen Sie zuerst die Aufzeichnung, dann ihre Ereignisse.</translation>
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
   <source>Choose two coders. Who codes alone sees only their own.</source>
   <translation>Wählen Sie zwei Codierende. Wer allein codiert, sieht nur die eigenen Codes.</translation>
  </message>
  <message>
   <source>Choose {slowest:g} to {fastest:g}, for example 9.2, 12 or 17.1.</source>
   <translation>Wählen Sie {slowest:g} bis {fastest:g}, zum Beispiel 9.2, 12 oder 17.1.</translation>
  </message>
  <message>
   <source>Chooses the event after the chosen one, and goes there.</source>
   <translation>Wählt das Ereignis nach dem gewählten und geht dorthin.</translation>
  </message>
  <message>
   <source>Chooses the event before the chosen one, and goes there.</source>
   <translation>Wählt das Ereignis vor dem gewählten und geht dorthin.</translation>
  </message>
  <message>
   <source>Chosen before the session and logged in the recording. Everything is recorded and computed as in the full display.</source>
   <translation>Vor der Sitzung gewählt und in der Aufzeichnung vermerkt. Aufgezeichnet und berechnet wird alles wie in der vollen Anzeige.</translation>
  </message>
  <message>
   <source>Chosen event: end here</source>
   <translation>Gewähltes Ereignis: Ende hier</translation>
  </message>
  <message>
   <source>Chosen event: onset here</source>
   <translation>Gewähltes Ereignis: Beginn hier</translation>
  </message>
  <message>
   <source>Chosen events: 0.1 s earlier</source>
   <translation>Gewählte Ereignisse: 0,1 s früher</translation>
  </message>
  <message>
   <source>Chosen events: 0.1 s later</source>
   <translation>Gewählte Ereignisse: 0,1 s später</translation>
  </message>
  <message>
   <source>Clap</source>
   <translation>Klatschen</translation>
  </message>
  <message>
   <source>Clarifies</source>
   <translation>Klärt</translation>
  </message>
  <message>
   <source>Clearly above the person's own baseline, but short of the two-axis rule. Talking, moving, caffeine or effortful thinking give the same picture.</source>
   <translation>Deutlich über der eigenen Ruhemessung, noch unter der Regel auf beiden Achsen. Sprechen, Bewegung, Koffein oder angestrengtes Denken geben dasselbe Bild.</translation>
  </message>
  <message>
   <source>Clears what is set for the next code; if nothing is, releases a locked actor.</source>
   <translation>Nimmt zurück, was für den nächsten Code gilt; wo nichts gilt, löst es eine festgestellte Person.</translation>
  </message>
  <message>
   <source>Click where it belongs, then press the key again.</source>
   <translation>Klicken Sie, wo er hingehört, und drücken Sie die Taste noch einmal.</translation>
  </message>
  <message>
   <source>client</source>
   <translation>Klient/in</translation>
  </message>
  <message>
   <source>Client mentalizes</source>
   <translation>Klient/in mentalisiert</translation>
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
   <source>Clocks that were set back cannot be placed: cut the file there, or say the rate (--columns rate=250).</source>
   <translation>Eine zurückgestellte Uhr lässt sich nicht einordnen: Trennen Sie die Datei dort, oder geben Sie die Abtastrate an (--columns rate=250).</translation>
  </message>
  <message>
   <source>Close LabRecorder, or choose another port under [remote] in study.toml.</source>
   <translation>Schließen Sie LabRecorder oder wählen Sie in study.toml unter [remote] einen anderen Port.</translation>
  </message>
  <message>
   <source>Close LSL programs that are not needed: restarted sensors may not be found.</source>
   <translation>Beenden Sie unnötige LSL-Programme: Neu gestartete Sensoren werden vielleicht nicht gefunden.</translation>
  </message>
  <message>
   <source>Close other programs that use the disk. Record on a disk in this computer, not on a network or USB drive.</source>
   <translation>Schließen Sie andere Programme, die den Datenträger benutzen. Zeichnen Sie auf einen Datenträger in diesem Computer auf, nicht auf ein Netz- oder USB-Laufwerk.</translation>
  </message>
  <message>
   <source>Close other programs. If it does not come back, stop the recording and start it again.</source>
   <translation>Schließen Sie andere Programme. Kommt er nicht zurück, beenden Sie die Aufzeichnung und starten Sie sie neu.</translation>
  </message>
  <message>
   <source>Close other windows of this session, then try again.</source>
   <translation>Schließen Sie andere Fenster dieser Sitzung, und versuchen Sie es dann noch einmal.</translation>
  </message>
  <message>
   <source>Close programs that stream or search and are not needed; on the LAN set PortRange=256 under [ports], MulticastMaxRTT=1 and UnicastMaxRTT=1 under [tuning] in lsl_api.cfg.</source>
   <translation>Beenden Sie Programme, die senden oder suchen und nicht gebraucht werden; im LAN setzen Sie in lsl_api.cfg PortRange=256 unter [ports], MulticastMaxRTT=1 und UnicastMaxRTT=1 unter [tuning].</translation>
  </message>
  <message>
   <source>Close safehold and start it again.</source>
   <translation>Schließen Sie safehold, und starten Sie es neu.</translation>
  </message>
  <message>
   <source>Close the programs that have it open, see that it may be written, and run the same command again: it continues where it stopped.</source>
   <translation>Schließen Sie die Programme, die die Datei offen haben, prüfen Sie das Schreibrecht und führen Sie denselben Befehl noch einmal aus: er macht dort weiter, wo er aufgehört hat.</translation>
  </message>
  <message>
   <source>Close the session and the programs that have it open, and try again.</source>
   <translation>Schließen Sie die Sitzung und die Programme, die sie offen haben, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Close this window</source>
   <translation>Dieses Fenster schließen</translation>
  </message>
  <message>
   <source>Close this window; a window for answers stays</source>
   <translation>Dieses Fenster schließen; eines für Antworten bleibt</translation>
  </message>
  <message>
   <source>Close, continue recording</source>
   <translation>Schließen, weiter aufzeichnen</translation>
  </message>
  <message>
   <source>Closer</source>
   <translation>Näher</translation>
  </message>
  <message>
   <source>Closing the window; the recording continues ...</source>
   <translation>Das Fenster wird geschlossen; die Aufzeichnung läuft weiter ...</translation>
  </message>
  <message>
   <source>co-regulation: a heart rate was missing in the last 5 min</source>
   <translation>Koregulation: in den letzten 5 min fehlte eine Herzfrequenz</translation>
  </message>
  <message>
   <source>co-regulation: needs 5 min of both heart rates</source>
   <translation>Koregulation: braucht 5 min beider Herzfrequenzen</translation>
  </message>
  <message>
   <source>co-regulation: needs two people</source>
   <translation>Koregulation: braucht zwei Personen</translation>
  </message>
  <message>
   <source>co-regulation: not shown in this display</source>
   <translation>Koregulation: in dieser Anzeige nicht gezeigt</translation>
  </message>
  <message>
   <source>co-regulation: not told from chance</source>
   <translation>Koregulation: vom Zufall nicht zu unterscheiden</translation>
  </message>
  <message>
   <source>co-regulation: the client grows calmer with what the therapist does</source>
   <translation>Koregulation: Klient/in wird durch das, was Therapeut/in tut, ruhiger</translation>
  </message>
  <message>
   <source>code</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>Code of the new session</source>
   <translation>Code der neuen Sitzung</translation>
  </message>
  <message>
   <source>Code of the session</source>
   <translation>Kürzel der Sitzung</translation>
  </message>
  <message>
   <source>Code of {0}</source>
   <translation>Code von {0}</translation>
  </message>
  <message>
   <source>code {event_code!r} is used twice.</source>
   <translation>der Code {event_code!r} kommt zweimal vor.</translation>
  </message>
  <message>
   <source>Codebook</source>
   <translation>Codebuch</translation>
  </message>
  <message>
   <source>Codebooks of the program, and files of the study folder</source>
   <translation>Codebücher des Programms und Dateien des Studienordners</translation>
  </message>
  <message>
   <source>coded</source>
   <translation>codiert</translation>
  </message>
  <message>
   <source>Coded by {0}. What was recorded stays; the tables say what was changed, and Undo takes it back.</source>
   <translation>Codiert von {0}. Was aufgezeichnet wurde, bleibt; die Tabellen sagen, was geändert wurde, und Rückgängig nimmt es zurück.</translation>
  </message>
  <message>
   <source>coded with another codebook than locked: {sessions}</source>
   <translation>mit einem anderen Codebuch als dem festgelegten codiert: {sessions}</translation>
  </message>
  <message>
   <source>coder</source>
   <translation>codiert von</translation>
  </message>
  <message>
   <source>Coders are: {known}.</source>
   <translation>Codiert haben: {known}.</translation>
  </message>
  <message>
   <source>Codes</source>
   <translation>Codes</translation>
  </message>
  <message>
   <source>codes</source>
   <translation>Codes</translation>
  </message>
  <message>
   <source>Codes (*.eaf *.boris *.csv *.tsv *.txt *.xlsx);;All files (*)</source>
   <translation>Codes (*.eaf *.boris *.csv *.tsv *.txt *.xlsx);;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Codes and keys of the session work here too. {0} closes.</source>
   <translation>Codes und Tasten der Sitzung gelten auch hier. {0} schließt.</translation>
  </message>
  <message>
   <source>Codes and notes, without phases, ratings and markers of programs</source>
   <translation>Codes und Notizen, ohne Phasen, Einschätzungen und Marker von Programmen</translation>
  </message>
  <message>
   <source>Codes are kept and go into the recording too. Free space on the disk; the journal then continues by itself. Do not close the window until then.</source>
   <translation>Codes bleiben erhalten und stehen auch in der Aufzeichnung. Schaffen Sie Platz auf dem Datenträger; das Journal geht von selbst weiter. Schließen Sie das Fenster nicht vorher.</translation>
  </message>
  <message>
   <source>Codes for BORIS (.boris)</source>
   <translation>Codes für BORIS (.boris)</translation>
  </message>
  <message>
   <source>Codes for ELAN (.eaf)</source>
   <translation>Codes für ELAN (.eaf)</translation>
  </message>
  <message>
   <source>Codes of confounds begin with 'cf.', for example cf.speech_client.</source>
   <translation>Störcodes beginnen mit 'cf.', zum Beispiel cf.speech_client.</translation>
  </message>
  <message>
   <source>Codes of the codebook</source>
   <translation>Codes des Codebuchs</translation>
  </message>
  <message>
   <source>Codes of {0}</source>
   <translation>Codes aus {0}</translation>
  </message>
  <message>
   <source>Codes start with a letter: a-z, 0-9, '_', '.', '-', at most 40 characters.</source>
   <translation>Codes beginnen mit einem Buchstaben: a-z, 0-9, '_', '.', '-', höchstens 40 Zeichen.</translation>
  </message>
  <message>
   <source>Codes such as cf.speech_client, separated by commas.</source>
   <translation>Codes wie cf.speech_client, durch Kommas getrennt.</translation>
  </message>
  <message>
   <source>Codes with their keys</source>
   <translation>Codes mit ihren Tasten</translation>
  </message>
  <message>
   <source>Coding</source>
   <translation>Codieren</translation>
  </message>
  <message>
   <source>Coding continues, and codes are recorded too. Do not close the window; free space on the disk and let this user write to the session folder. Writing is retried by itself.</source>
   <translation>Das Codieren läuft weiter, und Codes werden auch aufgezeichnet. Schließen Sie das Fenster nicht; schaffen Sie Platz auf dem Datenträger, und erlauben Sie diesem Benutzerkonto, im Sitzungsordner zu schreiben. Das Schreiben wird von selbst wieder versucht.</translation>
  </message>
  <message>
   <source>Cohen's kappa of the chosen code for bins of five widths. The grey band is what chance reaches: a value inside it says nothing.</source>
   <translation>Cohens Kappa des gewählten Codes für Zeitfenster von fünf Breiten. Das graue Band ist, was der Zufall erreicht: Ein Wert darin sagt nichts.</translation>
  </message>
  <message>
   <source>column of times ...</source>
   <translation>Spalte der Zeiten ...</translation>
  </message>
  <message>
   <source>Column that holds the times of the samples</source>
   <translation>Spalte mit den Zeiten der Messwerte</translation>
  </message>
  <message>
   <source>column {text!r} is not one number</source>
   <translation>die Spalte {text!r} ist nicht eine einzige Zahl</translation>
  </message>
  <message>
   <source>commands are plain ASCII</source>
   <translation>Befehle sind reines ASCII</translation>
  </message>
  <message>
   <source>Compares two coders, goes through their disagreements, and makes one version of both.</source>
   <translation>Vergleicht zwei Codierende, geht durch ihre Abweichungen und macht eine Fassung aus beiden.</translation>
  </message>
  <message>
   <source>Comparing</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Comparing {one} and {two}</source>
   <translation>{one} und {two} werden verglichen</translation>
  </message>
  <message>
   <source>completely safe</source>
   <translation>völlig sicher</translation>
  </message>
  <message>
   <source>complies</source>
   <translation>fügt sich</translation>
  </message>
  <message>
   <source>Compute</source>
   <translation>Berechnen</translation>
  </message>
  <message>
   <source>Compute again</source>
   <translation>Neu berechnen</translation>
  </message>
  <message>
   <source>Computed again otherwise than in the session ({other}): these numbers were not shown in it. The recording is unchanged.</source>
   <translation>Anders neu berechnet als in der Sitzung ({other}): Diese Zahlen wurden in ihr nicht gezeigt. Die Aufzeichnung ist unverändert.</translation>
  </message>
  <message>
   <source>computed from the recording, and can be computed again</source>
   <translation>aus der Aufzeichnung berechnet und wieder berechenbar</translation>
  </message>
  <message>
   <source>Computes every number on data with known true values; takes a minute.</source>
   <translation>Berechnet jede Zahl an Daten mit bekannten wahren Werten; dauert eine Minute.</translation>
  </message>
  <message>
   <source>Computes every session that is new or has changed, then tables and report.</source>
   <translation>Berechnet jede neue oder geänderte Sitzung, dann Tabellen und Bericht.</translation>
  </message>
  <message>
   <source>Computes the finding under every combination, and what chance gives.</source>
   <translation>Berechnet den Befund unter jeder Kombination und was der Zufall ergibt.</translation>
  </message>
  <message>
   <source>Computes the session again with other parameters or rest values, beside what was seen; the recording stays as it is.</source>
   <translation>Berechnet die Sitzung mit anderen Parametern oder Ruhewerten neu, neben dem, was zu sehen war; die Aufzeichnung bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>Computing beats and breaths</source>
   <translation>Herzschläge und Atemzüge werden berechnet</translation>
  </message>
  <message>
   <source>Computing beats and indices</source>
   <translation>Schläge und Indizes werden berechnet</translation>
  </message>
  <message>
   <source>Computing was restarted at {first_tick} s of the session; the seconds without it are missing here, and are computed from the recording afterwards.</source>
   <translation>Die Berechnung wurde bei {first_tick} s der Sitzung neu gestartet; die Sekunden ohne sie fehlen hier und werden später aus der Aufzeichnung berechnet.</translation>
  </message>
  <message>
   <source>computing was restarted at {t} s</source>
   <translation>die Berechnung wurde bei {t} s neu gestartet</translation>
  </message>
  <message>
   <source>Computing was restarted: run {before} ends and run {after} begins at {t} s; the engine started cold there.</source>
   <translation>Die Berechnung wurde neu gestartet: Lauf {before} endet und Lauf {after} beginnt bei {t} s; dort begann sie von vorn.</translation>
  </message>
  <message>
   <source>Computing with your edits: {0:.0f} %</source>
   <translation>Wird mit Ihren Bearbeitungen berechnet: {0:.0f} %</translation>
  </message>
  <message>
   <source>conduct = {name!r} begins or ends with a space, or holds a line break.</source>
   <translation>conduct = {name!r} beginnt oder endet mit einem Leerzeichen oder enthält einen Zeilenumbruch.</translation>
  </message>
  <message>
   <source>conduct = {name!r} is a stream of safehold, which always follows its own marks.</source>
   <translation>conduct = {name!r} ist ein Stream von safehold, das seinen eigenen Marken immer folgt.</translation>
  </message>
  <message>
   <source>conductor</source>
   <translation>Steuerung</translation>
  </message>
  <message>
   <source>confidence not given</source>
   <translation>Sicherheit nicht angegeben</translation>
  </message>
  <message>
   <source>Confounds that hold</source>
   <translation>Störeinflüsse, die gelten</translation>
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
   <source>Connect the cable or the wireless network.</source>
   <translation>Stecken Sie das Kabel ein oder verbinden Sie das WLAN.</translation>
  </message>
  <message>
   <source>connected ({what}{battery}).</source>
   <translation>verbunden ({what}{battery}).</translation>
  </message>
  <message>
   <source>connected but silent for {silence:g} s.</source>
   <translation>verbunden, aber seit {silence:g} s stumm.</translation>
  </message>
  <message>
   <source>Connected: the recorder or the workbench reads the answers. Earlier ones are sent now, with the time they were given.</source>
   <translation>Verbunden: der Rekorder oder das Programm liest die Antworten. Frühere werden nachgesandt, mit der Zeit, zu der sie gegeben wurden.</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>verbindet</translation>
  </message>
  <message>
   <source>connection lost.</source>
   <translation>Verbindung verloren.</translation>
  </message>
  <message>
   <source>Consensus is called</source>
   <translation>Name der gemeinsamen Fassung</translation>
  </message>
  <message>
   <source>containment</source>
   <translation>Containment</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Continue recording</source>
   <translation>Weiter aufzeichnen</translation>
  </message>
  <message>
   <source>Continue with it</source>
   <translation>Damit fortfahren</translation>
  </message>
  <message>
   <source>Continue with it, or stop it first.</source>
   <translation>Fahren Sie damit fort, oder beenden Sie ihn zuerst.</translation>
  </message>
  <message>
   <source>Continue without it</source>
   <translation>Ohne sie fortfahren</translation>
  </message>
  <message>
   <source>Continuous rating</source>
   <translation>Fortlaufende Einschätzung</translation>
  </message>
  <message>
   <source>Convert it to MP4, with H.264 and AAC.</source>
   <translation>Wandeln Sie sie in MP4 um, mit H.264 und AAC.</translation>
  </message>
  <message>
   <source>Convert its sound to WAV or AAC.</source>
   <translation>Wandeln Sie den Ton in WAV oder AAC um.</translation>
  </message>
  <message>
   <source>Convert the record to format 16 ('xform' of the WFDB package).</source>
   <translation>Wandeln Sie die Aufzeichnung in Format 16 um ('xform' aus dem WFDB-Paket).</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy it there: it must be found again.</source>
   <translation>Kopieren Sie ihn dorthin: Er muss wiedergefunden werden.</translation>
  </message>
  <message>
   <source>Copy the file again from where it was recorded.</source>
   <translation>Kopieren Sie die Datei erneut von dort, wo sie aufgezeichnet wurde.</translation>
  </message>
  <message>
   <source>Correct Columns in the JSON.</source>
   <translation>Berichtigen Sie Columns in der JSON-Datei.</translation>
  </message>
  <message>
   <source>Correct or remove this event in the session, then export again.</source>
   <translation>Berichtigen oder entfernen Sie dieses Ereignis in der Sitzung und exportieren Sie noch einmal.</translation>
  </message>
  <message>
   <source>Correct the value: entering it again replaces it.</source>
   <translation>Berichtigen Sie den Wert: Wer ihn noch einmal einträgt, ersetzt ihn.</translation>
  </message>
  <message>
   <source>Correct this in the file, or save the table again as CSV (UTF-8).</source>
   <translation>Berichtigen Sie das in der Datei oder speichern Sie die Tabelle neu als CSV (UTF-8).</translation>
  </message>
  <message>
   <source>corrected by hand after the session</source>
   <translation>nach der Sitzung von Hand korrigiert</translation>
  </message>
  <message>
   <source>corrections by hand of the baseline</source>
   <translation>Korrekturen der Ruhemessung von Hand</translation>
  </message>
  <message>
   <source>corrections by hand: {n}</source>
   <translation>Korrekturen von Hand: {n}</translation>
  </message>
  <message>
   <source>Cough</source>
   <translation>Husten</translation>
  </message>
  <message>
   <source>Count what is in the window first.</source>
   <translation>Zählen Sie zuerst, was im Fenster liegt.</translation>
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
   <source>CSV with ; and decimal commas, as this computer writes numbers, too</source>
   <translation>Auch CSV mit ; und Dezimalkomma, wie dieser Computer Zahlen schreibt</translation>
  </message>
  <message>
   <source>CSV with ; and decimal commas, too</source>
   <translation>Auch CSV mit ; und Dezimalkomma</translation>
  </message>
  <message>
   <source>Ctrl</source>
   <translation>Strg</translation>
  </message>
  <message>
   <source>Cut it into parts, or convert it to EDF.</source>
   <translation>Teilen Sie sie, oder wandeln Sie sie in EDF um.</translation>
  </message>
  <message>
   <source>cut off by unknown time or by the limits of the span</source>
   <translation>durch unbekannte Zeit oder das Ende der Spanne abgeschnitten</translation>
  </message>
  <message>
   <source>Cuts the chosen event in two where you are.</source>
   <translation>Teilt das gewählte Ereignis dort in zwei, wo Sie sind.</translation>
  </message>
  <message>
   <source>Dask is not installed.</source>
   <translation>Dask ist nicht installiert.</translation>
  </message>
  <message>
   <source>data format</source>
   <translation>Datenformat</translation>
  </message>
  <message>
   <source>date</source>
   <translation>Datum</translation>
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
   <source>Debian and Ubuntu: apt install fonts-dejavu-core</source>
   <translation>Debian und Ubuntu: apt install fonts-dejavu-core</translation>
  </message>
  <message>
   <source>declared irregular: its real rate must be taken from the stamps</source>
   <translation>als unregelmäßig angegeben: die wirkliche Rate ergibt sich erst aus den Zeitstempeln</translation>
  </message>
  <message>
   <source>declared regular at {rate:g} Hz, so values may be held between events</source>
   <translation>als regelmäßig mit {rate:g} Hz angegeben; zwischen Ereignissen können Werte wiederholt sein</translation>
  </message>
  <message>
   <source>declared regular: not yet known whether values are repeated between beats</source>
   <translation>als regelmäßig angekündigt: ob Werte zwischen den Schlägen wiederholt werden, ist noch nicht bekannt</translation>
  </message>
  <message>
   <source>default</source>
   <translation>Vorgabe</translation>
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
   <source>delay of the pulse</source>
   <translation>Verzögerung des Pulses</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete files of your own, or ask for more quota.</source>
   <translation>Löschen Sie eigene Dateien oder bitten Sie um mehr Kontingent.</translation>
  </message>
  <message>
   <source>delete the beat at {0}</source>
   <translation>Herzschlag bei {0} löschen</translation>
  </message>
  <message>
   <source>Delete the chosen events</source>
   <translation>Gewählte Ereignisse löschen</translation>
  </message>
  <message>
   <source>Delete the line.</source>
   <translation>Löschen Sie die Zeile.</translation>
  </message>
  <message>
   <source>Deletes the chosen events; Undo brings them back.</source>
   <translation>Löscht die gewählten Ereignisse; Rückgängig holt sie zurück.</translation>
  </message>
  <message>
   <source>Deletes what is chosen; a second press brings it back.</source>
   <translation>Löscht das Ausgewählte; ein zweiter Druck holt es zurück.</translation>
  </message>
  <message>
   <source>demo: short windows</source>
   <translation>Demo: kurze Fenster</translation>
  </message>
  <message>
   <source>depends on data from before its window</source>
   <translation>hängt von Daten vor dem Fenster ab</translation>
  </message>
  <message>
   <source>depends on when in the session its window is</source>
   <translation>hängt davon ab, wann in der Sitzung das Fenster liegt</translation>
  </message>
  <message>
   <source>depth of breathing</source>
   <translation>Atemtiefe</translation>
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
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Device {address}</source>
   <translation>Gerät {address}</translation>
  </message>
  <message>
   <source>did not end properly; the recording is safe</source>
   <translation>nicht ordentlich beendet; die Aufzeichnung ist sicher</translation>
  </message>
  <message>
   <source>Did you mean {near!r}?</source>
   <translation>Meinten Sie {near!r}?</translation>
  </message>
  <message>
   <source>Differences</source>
   <translation>Unterschiede</translation>
  </message>
  <message>
   <source>Disclosure</source>
   <translation>Selbstöffnung</translation>
  </message>
  <message>
   <source>disk</source>
   <translation>Datenträger</translation>
  </message>
  <message>
   <source>disk space</source>
   <translation>Speicherplatz</translation>
  </message>
  <message>
   <source>disk {0}</source>
   <translation>Datenträger {0}</translation>
  </message>
  <message>
   <source>Display</source>
   <translation>Anzeige</translation>
  </message>
  <message>
   <source>Do not stop the recorder or the computer. Free space on a disk.</source>
   <translation>Beenden Sie weder Rekorder noch Computer. Schaffen Sie Platz auf einem Datenträger.</translation>
  </message>
  <message>
   <source>does not apply to RR intervals.</source>
   <translation>gibt es bei RR-Intervallen nicht.</translation>
  </message>
  <message>
   <source>does not know the example</source>
   <translation>kennt das Beispiel nicht</translation>
  </message>
  <message>
   <source>does not matter within this computer</source>
   <translation>spielt innerhalb dieses Computers keine Rolle</translation>
  </message>
  <message>
   <source>Does what is proposed, or leaves the stretch as it is; then the worst one left.</source>
   <translation>Führt den Vorschlag aus oder lässt den Abschnitt, wie er ist; dann folgt der schlechteste verbliebene.</translation>
  </message>
  <message>
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>Pfeil ab</translation>
  </message>
  <message>
   <source>Drag a phase to another place, or its right edge to another length. Left and Right choose, with Ctrl they move it, with Shift they change its length.</source>
   <translation>Eine Phase an einen anderen Platz ziehen, oder ihren rechten Rand auf eine andere Länge. Pfeil links und rechts wählen, mit Strg verschieben sie, mit Umschalt ändern sie die Länge.</translation>
  </message>
  <message>
   <source>Drag it, or click where it belongs and press the key again.</source>
   <translation>Ziehen Sie ihn, oder klicken Sie, wo er hingehört, und drücken Sie die Taste noch einmal.</translation>
  </message>
  <message>
   <source>Draw a span first: Shift and drag over the wave.</source>
   <translation>Ziehen Sie zuerst eine Spanne auf: mit Umschalt über die Kurve ziehen.</translation>
  </message>
  <message>
   <source>Draw a span over the strip of the whole session (Shift and drag), or go to where a code holds: that is what is looped.</source>
   <translation>Ziehen Sie über dem Streifen der ganzen Sitzung eine Spanne auf (Umschalt und ziehen), oder gehen Sie an eine Stelle, an der ein Code gilt: das wird wiederholt.</translation>
  </message>
  <message>
   <source>Drawing the figures</source>
   <translation>Zeichne die Abbildungen</translation>
  </message>
  <message>
   <source>drift not known</source>
   <translation>Drift nicht bekannt</translation>
  </message>
  <message>
   <source>drift {ppm:+.1f} ppm</source>
   <translation>Drift {ppm:+.1f} ppm</translation>
  </message>
  <message>
   <source>Drop all marks</source>
   <translation>Alle Marken verwerfen</translation>
  </message>
  <message>
   <source>Drop files here, or choose them. They are read, never changed.</source>
   <translation>Ziehen Sie Dateien hierher, oder wählen Sie sie. Sie werden gelesen, nie verändert.</translation>
  </message>
  <message>
   <source>drop of the vagal index for high</source>
   <translation>Abfall des vagalen Index für hoch</translation>
  </message>
  <message>
   <source>Drop the note</source>
   <translation>Notiz verwerfen</translation>
  </message>
  <message>
   <source>Drop what was chosen but not given</source>
   <translation>Verwerfen, was gewählt und nicht gegeben wurde</translation>
  </message>
  <message>
   <source>dropped</source>
   <translation>verworfen</translation>
  </message>
  <message>
   <source>Drops your settings for this stream.</source>
   <translation>Verwirft Ihre Angaben zu diesem Stream.</translation>
  </message>
  <message>
   <source>duration</source>
   <translation>Dauer</translation>
  </message>
  <message>
   <source>during</source>
   <translation>währenddessen</translation>
  </message>
  <message>
   <source>Each line needs a session_id or a participant, and a session_number that is a whole number; reason says why there is no recording.</source>
   <translation>Jede Zeile braucht eine session_id oder einen participant und eine session_number, die eine ganze Zahl ist; reason sagt, warum es keine Aufzeichnung gibt.</translation>
  </message>
  <message>
   <source>ecg</source>
   <translation>EKG</translation>
  </message>
  <message>
   <source>Ectopic</source>
   <translation>Ektop</translation>
  </message>
  <message>
   <source>ectopic beat at {0}</source>
   <translation>ektoper Herzschlag bei {0}</translation>
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
   <source>Edit an event</source>
   <translation>Ein Ereignis bearbeiten</translation>
  </message>
  <message>
   <source>Edit it, or choose another folder.</source>
   <translation>Bearbeiten Sie sie, oder wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Edit the chosen event</source>
   <translation>Gewähltes Ereignis bearbeiten</translation>
  </message>
  <message>
   <source>Edited by hand.</source>
   <translation>Von Hand bearbeitet.</translation>
  </message>
  <message>
   <source>edits</source>
   <translation>Änderungen</translation>
  </message>
  <message>
   <source>Edits of beats and breaths, and stretches that were looked at</source>
   <translation>Änderungen an Schlägen und Atemzügen und angesehene Strecken</translation>
  </message>
  <message>
   <source>ELAN (.eaf), BORIS (.boris), or a table (also .xlsx) with a header: onset, code.</source>
   <translation>ELAN (.eaf), BORIS (.boris) oder eine Tabelle (auch .xlsx) mit einer Kopfzeile: onset, code.</translation>
  </message>
  <message>
   <source>elevated</source>
   <translation>erhöht</translation>
  </message>
  <message>
   <source>empty heart-rate frame</source>
   <translation>leeres Herzfrequenz-Paket</translation>
  </message>
  <message>
   <source>encrypted</source>
   <translation>verschlüsselt</translation>
  </message>
  <message>
   <source>End</source>
   <translation>Ende</translation>
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
   <source>ended</source>
   <translation>beendet</translation>
  </message>
  <message>
   <source>ended at {0} of the session</source>
   <translation>endete bei {0} der Sitzung</translation>
  </message>
  <message>
   <source>Ending the recording of {0} ...</source>
   <translation>Die Aufzeichnung von {0} wird beendet ...</translation>
  </message>
  <message>
   <source>Ending the session and the recording ...</source>
   <translation>Sitzung und Aufzeichnung werden beendet ...</translation>
  </message>
  <message>
   <source>ends before it starts.</source>
   <translation>endet, bevor es beginnt.</translation>
  </message>
  <message>
   <source>Ends the recording; asks first.</source>
   <translation>Beendet die Aufzeichnung; fragt vorher.</translation>
  </message>
  <message>
   <source>Ends the session; asks first while a recording runs.</source>
   <translation>Beendet die Sitzung; fragt erst, solange eine Aufzeichnung läuft.</translation>
  </message>
  <message>
   <source>engine.jsonl is missing or empty</source>
   <translation>engine.jsonl fehlt oder ist leer</translation>
  </message>
  <message>
   <source>engine.jsonl was written again: {problems}.</source>
   <translation>engine.jsonl wurde neu geschrieben: {problems}.</translation>
  </message>
  <message>
   <source>EngineSettings.mains_hz = {mains_hz} is not a mains frequency.</source>
   <translation>EngineSettings.mains_hz = {mains_hz} ist keine Netzfrequenz.</translation>
  </message>
  <message>
   <source>enough for {n} sensors that all come back at once</source>
   <translation>genug für {n} Sensoren, die alle zugleich wiederkommen</translation>
  </message>
  <message>
   <source>Enough safety</source>
   <translation>Genug Sicherheit</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eintragen</translation>
  </message>
  <message>
   <source>Enter it there yourself.</source>
   <translation>Tragen Sie ihn dort selbst ein.</translation>
  </message>
  <message>
   <source>Enter keeps the note, Escape drops it.</source>
   <translation>Eingabe behält die Notiz, Escape verwirft sie.</translation>
  </message>
  <message>
   <source>entries of the person go</source>
   <translation>Einträge der Person gehen</translation>
  </message>
  <message>
   <source>entries: {n} go</source>
   <translation>Einträge: {n} gehen</translation>
  </message>
  <message>
   <source>error {number}</source>
   <translation>Fehler {number}</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Esc does not close this window; {0} does.</source>
   <translation>Esc schließt dieses Fenster nicht, aber {0}.</translation>
  </message>
  <message>
   <source>Even with names of devices or computers in it</source>
   <translation>Auch mit Namen von Geräten oder Computern darin</translation>
  </message>
  <message>
   <source>event</source>
   <translation>Ereignis</translation>
  </message>
  <message>
   <source>Event {name!r} has onset {onset} s and duration {duration} s.</source>
   <translation>Ereignis {name!r} beginnt bei {onset} s und dauert {duration} s.</translation>
  </message>
  <message>
   <source>event {text!r} has no possible time</source>
   <translation>das Ereignis {text!r} hat keine mögliche Zeit</translation>
  </message>
  <message>
   <source>events</source>
   <translation>Ereignisse</translation>
  </message>
  <message>
   <source>Events</source>
   <translation>Ereignisse</translation>
  </message>
  <message>
   <source>Events are changed in a replay, after the session.</source>
   <translation>Ereignisse werden in einer Wiedergabe geändert, nach der Sitzung.</translation>
  </message>
  <message>
   <source>Events from a file</source>
   <translation>Ereignisse aus einer Datei</translation>
  </message>
  <message>
   <source>Events from a file ...</source>
   <translation>Ereignisse aus Datei ...</translation>
  </message>
  <message>
   <source>Events have changed since: compute it again.</source>
   <translation>Ereignisse haben sich seither geändert: bitte neu berechnen.</translation>
  </message>
  <message>
   <source>Events with different subtypes or modifiers stay apart.</source>
   <translation>Ereignisse mit verschiedenen Unterarten oder Zusätzen bleiben getrennt.</translation>
  </message>
  <message>
   <source>Every key, with what it does</source>
   <translation>Jede Taste und was sie tut</translation>
  </message>
  <message>
   <source>Every key, with what it does.</source>
   <translation>Jede Taste und was sie tut.</translation>
  </message>
  <message>
   <source>Every second of each stream from start to stop</source>
   <translation>Jede Sekunde jedes Streams vom Start bis zum Ende</translation>
  </message>
  <message>
   <source>Every sensor delivered from start to stop; at most {most} is missing.</source>
   <translation>Jeder Sensor lieferte vom Start bis zum Ende; höchstens {most} fehlen.</translation>
  </message>
  <message>
   <source>Every session with the parameters of study.toml; again only what changed.</source>
   <translation>Jede Sitzung mit den Parametern aus study.toml; neu nur, was sich geändert hat.</translation>
  </message>
  <message>
   <source>Every so many seconds</source>
   <translation>Alle so viele Sekunden</translation>
  </message>
  <message>
   <source>Every step has a command too: see safehold --help.</source>
   <translation>Jeder Schritt hat auch einen Befehl: siehe safehold --help.</translation>
  </message>
  <message>
   <source>every stream is recorded: only 'select all' is possible</source>
   <translation>jeder Stream wird aufgezeichnet: nur 'select all' ist möglich</translation>
  </message>
  <message>
   <source>every_s = {every} is too often.</source>
   <translation>every_s = {every} ist zu oft.</translation>
  </message>
  <message>
   <source>everybody</source>
   <translation>alle</translation>
  </message>
  <message>
   <source>everything</source>
   <translation>alles</translation>
  </message>
  <message>
   <source>Everything else continues; the recorder compares them itself. Restart the computing{how}.</source>
   <translation>Alles andere läuft weiter; der Rekorder vergleicht sie selbst. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>Everything is computed as it should be; nothing was restarted.</source>
   <translation>Alles wird berechnet, wie es soll; nichts wurde neu gestartet.</translation>
  </message>
  <message>
   <source>Everything that has a key</source>
   <translation>Alles, was eine Taste hat</translation>
  </message>
  <message>
   <source>Exact to {ms:.0f} ms at the marks.</source>
   <translation>An den Marken auf {ms:.0f} ms genau.</translation>
  </message>
  <message>
   <source>Excel times that are numbers (days)</source>
   <translation>Zeiten von Excel als Zahlen (Tage)</translation>
  </message>
  <message>
   <source>Excel workbook (.xlsx), a sheet a table</source>
   <translation>Excel-Arbeitsmappe (.xlsx), ein Blatt je Tabelle</translation>
  </message>
  <message>
   <source>experiment</source>
   <translation>Experiment</translation>
  </message>
  <message>
   <source>Explains what zones are and what they are not.</source>
   <translation>Erklärt, was Zonen sind und was nicht.</translation>
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
   <source>Export it again with 'Export MATLAB' of LabChart 7.2 or later.</source>
   <translation>Exportieren Sie sie noch einmal mit „Export MATLAB“ von LabChart 7.2 oder später.</translation>
  </message>
  <message>
   <source>Export it without a phase or span.</source>
   <translation>Exportieren Sie es ohne Phase und ohne Ausschnitt.</translation>
  </message>
  <message>
   <source>Export the session with RR intervals.</source>
   <translation>Exportieren Sie die Aufzeichnung mit RR-Intervallen.</translation>
  </message>
  <message>
   <source>Export the signals as a table (CSV) or EDF.</source>
   <translation>Exportieren Sie die Signale als Tabelle (CSV) oder EDF.</translation>
  </message>
  <message>
   <source>Export {0}</source>
   <translation>{0} exportieren</translation>
  </message>
  <message>
   <source>exported</source>
   <translation>exportiert</translation>
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
   <source>felt safety</source>
   <translation>gefühlte Sicherheit</translation>
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
   <source>fewer than ten minutes in which both courses are known</source>
   <translation>weniger als zehn Minuten, in denen beide Verläufe bekannt sind</translation>
  </message>
  <message>
   <source>fewer than two beats in a phase of the breath</source>
   <translation>weniger als zwei Schläge in einer Phase des Atemzugs</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>file</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>File {number} ({reader}): {text}</source>
   <translation>Datei {number} ({reader}): {text}</translation>
  </message>
  <message>
   <source>Filter of the sessions</source>
   <translation>Filter der Sitzungen</translation>
  </message>
  <message>
   <source>Filter the sessions</source>
   <translation>Sitzungen filtern</translation>
  </message>
  <message>
   <source>Filter: code, person, date, export ... ({0})</source>
   <translation>Filter: Kürzel, Person, Datum, Export ... ({0})</translation>
  </message>
  <message>
   <source>Find and stop it (ss -lunp, netstat -ano), or set another MulticastPort everywhere.</source>
   <translation>Finden und beenden Sie es (ss -lunp, netstat -ano), oder setzen Sie überall einen anderen MulticastPort.</translation>
  </message>
  <message>
   <source>Find camera marks</source>
   <translation>Kameramarken suchen</translation>
  </message>
  <message>
   <source>Find out which program or person deletes files there, and stop it.</source>
   <translation>Finden Sie heraus, welches Programm oder wer dort löscht, und stellen Sie das ab.</translation>
  </message>
  <message>
   <source>Find the file ...</source>
   <translation>Datei suchen ...</translation>
  </message>
  <message>
   <source>Finish it first: 'safehold purge {person} --study {study} --yes'.</source>
   <translation>Führen Sie ihn erst zu Ende: 'safehold purge {person} --study {study} --yes'.</translation>
  </message>
  <message>
   <source>Finish it: '{finish}'.</source>
   <translation>Beenden Sie ihn: '{finish}'.</translation>
  </message>
  <message>
   <source>Finish the withdrawal that was interrupted: {0}</source>
   <translation>Den unterbrochenen Widerruf zu Ende führen: {0}</translation>
  </message>
  <message>
   <source>firewall</source>
   <translation>Firewall</translation>
  </message>
  <message>
   <source>First coder</source>
   <translation>Erste codierende Person</translation>
  </message>
  <message>
   <source>First page</source>
   <translation>Erste Seite</translation>
  </message>
  <message>
   <source>first seconds without values</source>
   <translation>erste Sekunden ohne Werte</translation>
  </message>
  <message>
   <source>first window not full yet</source>
   <translation>das erste Fenster ist noch nicht voll</translation>
  </message>
  <message>
   <source>flagged</source>
   <translation>beanstandet</translation>
  </message>
  <message>
   <source>Flash and sound contradict each other by {delay:.2f} s at mark {number}.</source>
   <translation>Blitz und Ton widersprechen sich bei Marke {number} um {delay:.2f} s.</translation>
  </message>
  <message>
   <source>Flashes and chirps for 5 s, so that a video can be aligned.</source>
   <translation>Blitzt und zirpt 5 s lang, damit sich ein Video anlegen lässt.</translation>
  </message>
  <message>
   <source>flat lines, {n_flat} times</source>
   <translation>Nulllinien, {n_flat}-mal</translation>
  </message>
  <message>
   <source>Folder that holds the sessions and their study.toml</source>
   <translation>Ordner mit den Sitzungen und ihrer study.toml</translation>
  </message>
  <message>
   <source>Follows the session again; in a replay, goes to its end.</source>
   <translation>Folgt wieder der Sitzung; in einer Wiedergabe: geht an ihr Ende.</translation>
  </message>
  <message>
   <source>For</source>
   <translation>Für</translation>
  </message>
  <message>
   <source>For alarms that nobody has seen; on or off.</source>
   <translation>Für Alarme, die niemand gesehen hat; ein oder aus.</translation>
  </message>
  <message>
   <source>For example --at 12.40=300.25, both in seconds.</source>
   <translation>Zum Beispiel --at 12.40=300.25, beides in Sekunden.</translation>
  </message>
  <message>
   <source>For others: --network lan</source>
   <translation>Für andere: --network lan</translation>
  </message>
  <message>
   <source>For those who need not stay blind: shows what depends on the body, too.</source>
   <translation>Für alle, die nicht blind bleiben müssen: zeigt auch, was vom Körper abhängt.</translation>
  </message>
  <message>
   <source>For whom</source>
   <translation>Für wen</translation>
  </message>
  <message>
   <source>found</source>
   <translation>gefunden</translation>
  </message>
  <message>
   <source>Found: {problem}.</source>
   <translation>Gefunden: {problem}.</translation>
  </message>
  <message>
   <source>Free at least 2 GB before a session.</source>
   <translation>Schaffen Sie vor einer Sitzung mindestens 2 GB Platz.</translation>
  </message>
  <message>
   <source>Free notes, too (they may name people)</source>
   <translation>Auch freie Notizen (sie können Personen nennen)</translation>
  </message>
  <message>
   <source>Free space in your quota or choose another folder, then export again.</source>
   <translation>Schaffen Sie Platz in Ihrem Kontingent oder wählen Sie einen anderen Ordner und exportieren Sie dann noch einmal.</translation>
  </message>
  <message>
   <source>Free space now.</source>
   <translation>Schaffen Sie jetzt Platz.</translation>
  </message>
  <message>
   <source>Free space now; the recording must not be moved while it runs.</source>
   <translation>Schaffen Sie jetzt Platz; eine laufende Aufzeichnung darf nicht verschoben werden.</translation>
  </message>
  <message>
   <source>Free space on this disk now.</source>
   <translation>Schaffen Sie jetzt Platz auf diesem Datenträger.</translation>
  </message>
  <message>
   <source>Free space on this disk or choose another folder, then export again.</source>
   <translation>Schaffen Sie Platz auf diesem Datenträger oder wählen Sie einen anderen Ordner und exportieren Sie dann noch einmal.</translation>
  </message>
  <message>
   <source>Free text; exports leave it out unless asked for</source>
   <translation>Freier Text; Exporte lassen ihn weg, wenn er nicht verlangt wird</translation>
  </message>
  <message>
   <source>from</source>
   <translation>von</translation>
  </message>
  <message>
   <source>from a pulse wave: pulse rate variability, not heart rate variability</source>
   <translation>aus einer Pulswelle: Pulsraten-, nicht Herzratenvariabilität</translation>
  </message>
  <message>
   <source>From rupture to repair</source>
   <translation>Vom Bruch zur Reparatur</translation>
  </message>
  <message>
   <source>From start to stop</source>
   <translation>Von Start bis Ende</translation>
  </message>
  <message>
   <source>From the first sample to the last are {hours:.1f} h; a session has at most {most:.0f}.</source>
   <translation>Vom ersten zum letzten Messwert sind es {hours:.1f} h; eine Sitzung hat höchstens {most:.0f}.</translation>
  </message>
  <message>
   <source>from the height of the R waves, not from a respiration sensor</source>
   <translation>aus der Höhe der R-Zacken, nicht von einem Atemsensor</translation>
  </message>
  <message>
   <source>from {0}</source>
   <translation>ab {0}</translation>
  </message>
  <message>
   <source>From {0} to {1}</source>
   <translation>Von {0} bis {1}</translation>
  </message>
  <message>
   <source>From {t0:g} to {t1:g} s there is no span of the recording.</source>
   <translation>Von {t0:g} bis {t1:g} s gibt es keinen Abschnitt der Aufzeichnung.</translation>
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
   <source>Give --every {least:g} or more, or 0.</source>
   <translation>Geben Sie --every {least:g} oder mehr an, oder 0.</translation>
  </message>
  <message>
   <source>Give --file, and one of: {names}.</source>
   <translation>Geben Sie --file an und eines von: {names}.</translation>
  </message>
  <message>
   <source>Give --offset S, or --at FILE_S=SESSION_S once or more.</source>
   <translation>Geben Sie --offset S an oder mindestens einmal --at DATEI_S=SITZUNG_S.</translation>
  </message>
  <message>
   <source>Give --person once per --device, in the same order.</source>
   <translation>Geben Sie --person einmal je --device an, in derselben Reihenfolge.</translation>
  </message>
  <message>
   <source>Give --person once, for a microphone that one person wore.</source>
   <translation>Geben Sie --person einmal an, für ein Mikrofon, das eine Person trug.</translation>
  </message>
  <message>
   <source>Give a number from 1 to {n_straps}.</source>
   <translation>Geben Sie eine Zahl von 1 bis {n_straps} ein.</translation>
  </message>
  <message>
   <source>Give a span, a phase or a code, not several of them.</source>
   <translation>Geben Sie eine Spanne, eine Phase oder einen Code an, nicht mehrere davon.</translation>
  </message>
  <message>
   <source>Give a study folder, a session folder or a recording.</source>
   <translation>Geben Sie einen Studienordner, einen Sitzungsordner oder eine Aufzeichnung an.</translation>
  </message>
  <message>
   <source>Give at least one of --role, --person, --unit, --invert, --upright.</source>
   <translation>Geben Sie mindestens eines an: --role, --person, --unit, --invert, --upright.</translation>
  </message>
  <message>
   <source>Give each --person once.</source>
   <translation>Geben Sie jede --person einmal an.</translation>
  </message>
  <message>
   <source>Give each a Message with code=.</source>
   <translation>Geben Sie jeder eine Message mit code=.</translation>
  </message>
  <message>
   <source>Give each person a study code of letters and digits of its own.</source>
   <translation>Geben Sie jeder Person ein eigenes Kürzel aus Buchstaben und Ziffern.</translation>
  </message>
  <message>
   <source>Give everybody a study code.</source>
   <translation>Geben Sie jeder Person ein Kürzel.</translation>
  </message>
  <message>
   <source>Give it as it was printed, for example --head '5b3f 91c2 77aa 0d4e'.</source>
   <translation>Geben Sie ihn an, wie er gedruckt wurde, zum Beispiel --head '5b3f 91c2 77aa 0d4e'.</translation>
  </message>
  <message>
   <source>Give it once for all files, or once for each.</source>
   <translation>Geben Sie es einmal für alle Dateien an oder einmal für jede.</translation>
  </message>
  <message>
   <source>Give it with --fault at the start.</source>
   <translation>Geben Sie sie beim Start mit --fault an.</translation>
  </message>
  <message>
   <source>Give it with --unit: {units}.</source>
   <translation>Geben Sie sie mit --unit an: {units}.</translation>
  </message>
  <message>
   <source>Give one for each person, or one with a channel for each.</source>
   <translation>Geben Sie eines je Person an, oder eines mit einem Kanal für jede.</translation>
  </message>
  <message>
   <source>Give one lower-case letter or digit, two for two presses, or leave it out.</source>
   <translation>Geben Sie einen Kleinbuchstaben oder eine Ziffer an, zwei für zwei Tastendrücke, oder lassen Sie sie weg.</translation>
  </message>
  <message>
   <source>Give one microphone a person, or set the sound of the computer to stereo.</source>
   <translation>Geben Sie jeder Person ein Mikrofon an, oder stellen Sie den Ton des Computers auf Stereo.</translation>
  </message>
  <message>
   <source>Give one: without(base, [Reason...]).</source>
   <translation>Geben Sie einen an: without(base, [Reason...]).</translation>
  </message>
  <message>
   <source>Give the address instead.</source>
   <translation>Geben Sie stattdessen die Adresse an.</translation>
  </message>
  <message>
   <source>Give the address that 'dask scheduler' prints: tcp://host:8786</source>
   <translation>Geben Sie die Adresse an, die 'dask scheduler' ausgibt: tcp://host:8786</translation>
  </message>
  <message>
   <source>Give the answer</source>
   <translation>Antwort geben</translation>
  </message>
  <message>
   <source>Give the code as listed under participants, not a name or a label.</source>
   <translation>Geben Sie das Kürzel an, wie es bei den Teilnehmenden steht, keinen Namen und keine Bezeichnung.</translation>
  </message>
  <message>
   <source>Give the folder of a BIDS export, the one with dataset_description.json.</source>
   <translation>Geben Sie den Ordner eines BIDS-Exports an, den mit dataset_description.json.</translation>
  </message>
  <message>
   <source>Give the folder of a Tidy export, the one with manifest.json.</source>
   <translation>Geben Sie den Ordner eines Tidy-Exports an, den mit manifest.json.</translation>
  </message>
  <message>
   <source>Give the folder of the whole study: {parent}.</source>
   <translation>Geben Sie den Ordner der ganzen Studie an: {parent}.</translation>
  </message>
  <message>
   <source>Give the folder that holds the session folders.</source>
   <translation>Geben Sie den Ordner an, in dem die Ordner der Sitzungen liegen.</translation>
  </message>
  <message>
   <source>Give the folder that holds the session.json of the session.</source>
   <translation>Geben Sie den Ordner an, der die session.json der Sitzung enthält.</translation>
  </message>
  <message>
   <source>Give the number itself.</source>
   <translation>Geben Sie die Zahl selbst an.</translation>
  </message>
  <message>
   <source>Give the seconds of session time from which and to which, for example 60-300.</source>
   <translation>Geben Sie an, von welcher bis zu welcher Sekunde der Sitzungszeit, etwa 60-300.</translation>
  </message>
  <message>
   <source>Give the session a code.</source>
   <translation>Geben Sie der Sitzung ein Kürzel.</translation>
  </message>
  <message>
   <source>Give the study folder.</source>
   <translation>Geben Sie den Studienordner an.</translation>
  </message>
  <message>
   <source>Give this user the right to write to the session folder.</source>
   <translation>Erlauben Sie diesem Benutzerkonto, im Sitzungsordner zu schreiben.</translation>
  </message>
  <message>
   <source>Give up</source>
   <translation>Aufgeben</translation>
  </message>
  <message>
   <source>Give what is in it, for example {names}.</source>
   <translation>Geben Sie an, was darin liegt, zum Beispiel {names}.</translation>
  </message>
  <message>
   <source>Give what is whole, or raise RecordingError.</source>
   <translation>Geben Sie, was ganz ist, oder lösen Sie einen RecordingError aus.</translation>
  </message>
  <message>
   <source>Gives the last event a modifier, where its code has any.</source>
   <translation>Gibt dem letzten Ereignis einen Zusatz, wo sein Code welche hat.</translation>
  </message>
  <message>
   <source>Gives the last event a subtype, where its code has any.</source>
   <translation>Gibt dem letzten Ereignis eine Unterart, wo sein Code welche hat.</translation>
  </message>
  <message>
   <source>Gives the reason</source>
   <translation>Begründet</translation>
  </message>
  <message>
   <source>gives two answers for one file</source>
   <translation>gibt zwei Antworten zu einer Datei</translation>
  </message>
  <message>
   <source>gives two answers for one window</source>
   <translation>gibt zwei Antworten auf ein Fenster</translation>
  </message>
  <message>
   <source>Go back and open the form again; the file keeps their change.</source>
   <translation>Zurückgehen und das Formular neu öffnen; die Datei behält die fremde Änderung.</translation>
  </message>
  <message>
   <source>Goes back by 1 s.</source>
   <translation>Geht 1 s zurück.</translation>
  </message>
  <message>
   <source>Goes back by 5 s.</source>
   <translation>Geht 5 s zurück.</translation>
  </message>
  <message>
   <source>Goes back by one beat of anybody.</source>
   <translation>Geht um einen Herzschlag zurück, gleich wessen.</translation>
  </message>
  <message>
   <source>Goes back to the onset of an event or note.</source>
   <translation>Geht zurück zum Beginn eines Ereignisses oder einer Notiz.</translation>
  </message>
  <message>
   <source>Goes back to the stretch before.</source>
   <translation>Geht zum Abschnitt davor zurück.</translation>
  </message>
  <message>
   <source>Goes back to where felt and measured, or two people's ratings, began to part.</source>
   <translation>Geht dahin zurück, wo Gefühltes und Gemessenes oder die Einschätzungen zweier Personen auseinanderzugehen begannen.</translation>
  </message>
  <message>
   <source>Goes back to where somebody breathed in.</source>
   <translation>Geht zurück dahin, wo jemand eingeatmet hat.</translation>
  </message>
  <message>
   <source>Goes back to where somebody left their own range, as it was shown.</source>
   <translation>Geht zurück dahin, wo jemand den eigenen Bereich verlassen hat, so wie es angezeigt wurde.</translation>
  </message>
  <message>
   <source>Goes back to where the zones of both readings begin to differ; where no zone does, the numbers.</source>
   <translation>Geht dorthin zurück, wo sich die Zonen beider Lesarten zu unterscheiden beginnen; wo sich keine Zone unterscheidet, die Zahlen.</translation>
  </message>
  <message>
   <source>Goes forward by 1 s.</source>
   <translation>Geht 1 s weiter.</translation>
  </message>
  <message>
   <source>Goes forward by 5 s.</source>
   <translation>Geht 5 s weiter.</translation>
  </message>
  <message>
   <source>Goes to the beginning of the session.</source>
   <translation>Geht an den Anfang der Sitzung.</translation>
  </message>
  <message>
   <source>Goes to the first page; what is not saved is asked about once.</source>
   <translation>Geht zur ersten Seite; was nicht gespeichert ist, wird einmal gemeldet.</translation>
  </message>
  <message>
   <source>Goes to the next beat of anybody.</source>
   <translation>Geht zum nächsten Herzschlag, gleich wessen.</translation>
  </message>
  <message>
   <source>Goes to the next stretch of the queue; this one stays open.</source>
   <translation>Geht zum nächsten Abschnitt der Liste; dieser bleibt offen.</translation>
  </message>
  <message>
   <source>Goes to the onset of the next event or note.</source>
   <translation>Geht zum Beginn des nächsten Ereignisses oder der nächsten Notiz.</translation>
  </message>
  <message>
   <source>Goes to where felt and measured, or two people's ratings, begin to part next.</source>
   <translation>Geht dahin, wo Gefühltes und Gemessenes oder die Einschätzungen zweier Personen als Nächstes auseinandergehen.</translation>
  </message>
  <message>
   <source>Goes to where somebody breathes in next.</source>
   <translation>Geht dahin, wo als Nächstes jemand einatmet.</translation>
  </message>
  <message>
   <source>Goes to where somebody leaves their own range next, as it was shown.</source>
   <translation>Geht dahin, wo als Nächstes jemand den eigenen Bereich verlässt, so wie es angezeigt wurde.</translation>
  </message>
  <message>
   <source>Goes to where the zones of both readings begin to differ next; where no zone does, the numbers.</source>
   <translation>Geht dorthin, wo sich die Zonen beider Lesarten als Nächstes zu unterscheiden beginnen; wo sich keine Zone unterscheidet, die Zahlen.</translation>
  </message>
  <message>
   <source>goes with more of</source>
   <translation>geht einher mit mehr</translation>
  </message>
  <message>
   <source>going together, z</source>
   <translation>miteinander, z</translation>
  </message>
  <message>
   <source>good</source>
   <translation>gut</translation>
  </message>
  <message>
   <source>group {group!r} of {event_code!r} is not declared.</source>
   <translation>die Gruppe {group!r} von {event_code!r} ist nicht angegeben.</translation>
  </message>
  <message>
   <source>group {name!r} has no name, or one that is used twice.</source>
   <translation>die Gruppe {name!r} hat keinen Namen oder einen, den es schon gibt.</translation>
  </message>
  <message>
   <source>half changed: a withdrawal was interrupted</source>
   <translation>halb geändert: ein Widerruf wurde unterbrochen</translation>
  </message>
  <message>
   <source>halted: nothing is kept ({0} continues)</source>
   <translation>angehalten: nichts wird aufbewahrt ({0} setzt fort)</translation>
  </message>
  <message>
   <source>has a span, but a rate is wrong from the beginning to the end.</source>
   <translation>hat eine Spanne, aber eine Rate ist von Anfang bis Ende falsch.</translation>
  </message>
  <message>
   <source>has a value although its signal cannot be trusted</source>
   <translation>hat einen Wert, obwohl dem Signal nicht zu trauen ist</translation>
  </message>
  <message>
   <source>has a value without beats and breaths</source>
   <translation>hat ohne Schläge und Atemzüge einen Wert</translation>
  </message>
  <message>
   <source>has an amount, and {kind} takes none.</source>
   <translation>hat eine Stärke, und {kind} braucht keine.</translation>
  </message>
  <message>
   <source>has no signals, or several of one name: {names}</source>
   <translation>hat keine Signale oder mehrere mit einem Namen: {names}</translation>
  </message>
  <message>
   <source>has no value in quiet breathing with every beat found: {reasons}</source>
   <translation>hat bei ruhiger Atmung mit allen Schlägen keinen Wert: {reasons}</translation>
  </message>
  <message>
   <source>Has the window of 'safehold sync' flash and chirp, so that a video can be aligned.</source>
   <translation>Lässt das Fenster von 'safehold sync' blitzen und zirpen, damit sich ein Video anlegen lässt.</translation>
  </message>
  <message>
   <source>Have its program stamp with the LSL clock (push_sample without a time).</source>
   <translation>Lassen Sie sein Programm mit der LSL-Uhr stempeln (push_sample ohne Zeit).</translation>
  </message>
  <message>
   <source>HDF5: what is packed in it is not opened here</source>
   <translation>HDF5: was darin gepackt ist, wird hier nicht geöffnet</translation>
  </message>
  <message>
   <source>Head of the chain; write it down: {0}</source>
   <translation>Kopf der Kette; schreiben Sie ihn auf: {0}</translation>
  </message>
  <message>
   <source>Heart</source>
   <translation>Herz</translation>
  </message>
  <message>
   <source>heart</source>
   <translation>Herz</translation>
  </message>
  <message>
   <source>heart beats are found</source>
   <translation>Herzschläge werden gefunden</translation>
  </message>
  <message>
   <source>heart beats are found in {share:.0f} % of the time only</source>
   <translation>nur in {share:.0f} % der Zeit werden Herzschläge gefunden</translation>
  </message>
  <message>
   <source>heart rate</source>
   <translation>Herzfrequenz</translation>
  </message>
  <message>
   <source>heart rate (baseline spreads)</source>
   <translation>Herzfrequenz (Ruhe-Streuungen)</translation>
  </message>
  <message>
   <source>Heart rate and RSA do not depend on it; set it before you use amplitudes: safehold streams set NAME --unit a.u.</source>
   <translation>Herzfrequenz und RSA hängen nicht davon ab; geben Sie sie an, bevor Sie Amplituden verwenden: safehold streams set NAME --unit a.u.</translation>
  </message>
  <message>
   <source>Heart rate and vagal index relative to this person's own resting baseline, in its spreads. Not a measurement of safety or emotion; speech, breathing, posture and movement change it.</source>
   <translation>Herzfrequenz und vagaler Index relativ zur eigenen Ruhemessung dieser Person, in deren Streuungen. Keine Messung von Sicherheit oder Gefühl; Sprechen, Atmung, Haltung und Bewegung verändern sie.</translation>
  </message>
  <message>
   <source>Heart rate clearly down, vagal index not up. An elevated baseline, habituation, fatigue or medication give the same picture; it takes a human observation to say more.</source>
   <translation>Herzfrequenz deutlich niedriger, vagaler Index nicht höher. Eine erhöhte Ruhemessung, Gewöhnung, Müdigkeit oder Medikamente geben dasselbe Bild; mehr sagen kann nur eine menschliche Beobachtung.</translation>
  </message>
  <message>
   <source>Heart rate down and vagal index down. An elevated baseline, habituation, fatigue or medication give the same picture; it takes a human observation to say more.</source>
   <translation>Herzfrequenz und vagaler Index niedriger. Eine erhöhte Ruhemessung, Gewöhnung, Müdigkeit oder Medikamente geben dasselbe Bild; mehr zu sagen braucht die Beobachtung eines Menschen.</translation>
  </message>
  <message>
   <source>Heart rate down, vagal index unchanged or up. Rest and calm, and just as well slow breathing or drowsiness.</source>
   <translation>Herzfrequenz niedriger, vagaler Index gleich oder höher. Ruhe und Gelassenheit, und ebenso langsames Atmen oder Schläfrigkeit.</translation>
  </message>
  <message>
   <source>heart rate drifted by more than 4 bpm during the baseline</source>
   <translation>die Herzfrequenz verschob sich in der Ruhemessung um mehr als 4 bpm</translation>
  </message>
  <message>
   <source>heart rate for high activation</source>
   <translation>Herzfrequenz für hohe Aktivierung</translation>
  </message>
  <message>
   <source>heart rate for high, without a vagal index</source>
   <translation>Herzfrequenz für hoch, ohne vagalen Index</translation>
  </message>
  <message>
   <source>heart rate only: the river needs a vagal index</source>
   <translation>nur Herzfrequenz: der Fluss braucht einen vagalen Index</translation>
  </message>
  <message>
   <source>heart rate settles again for a minute</source>
   <translation>die Herzfrequenz pendelt sich eine Minute lang neu ein</translation>
  </message>
  <message>
   <source>Heart rate up and vagal index down against the person's own baseline. Talking, laughing, moving, caffeine, posture, heat or effortful thinking give the same picture.</source>
   <translation>Herzfrequenz höher und vagaler Index niedriger als in der eigenen Ruhemessung. Sprechen, Lachen, Bewegung, Koffein, Haltung, Wärme oder angestrengtes Denken geben dasselbe Bild.</translation>
  </message>
  <message>
   <source>Heart rate up, vagal index not down. Engagement, speaking or the onset of exercise give the same picture: speech inflates RSA.</source>
   <translation>Herzfrequenz höher, vagaler Index nicht niedriger. Beteiligung, Sprechen oder beginnende Bewegung ergeben dasselbe Bild: Sprechen erhöht die RSA.</translation>
  </message>
  <message>
   <source>heart rate, bpm</source>
   <translation>Herzfrequenz, bpm</translation>
  </message>
  <message>
   <source>heart rate, spreads</source>
   <translation>Herzfrequenz, Streuungen</translation>
  </message>
  <message>
   <source>Heart rate: mean over {0:.0f} s.</source>
   <translation>Herzfrequenz: Mittel über {0:.0f} s.</translation>
  </message>
  <message>
   <source>Heart rate; band: own baseline, centre and spread.</source>
   <translation>Herzfrequenz; Band: eigene Ruhemessung, Mitte und Streuung.</translation>
  </message>
  <message>
   <source>heart rates go against each other: {0} ({1}, chance ±1.96)</source>
   <translation>Herzfrequenzen verlaufen gegensinnig: {0} ({1}, Zufall ±1,96)</translation>
  </message>
  <message>
   <source>heart rates go together: {0} ({1}, chance ±1.96)</source>
   <translation>Herzfrequenzen verlaufen gleichsinnig: {0} ({1}, Zufall ±1,96)</translation>
  </message>
  <message>
   <source>heart-rate frame cut inside an RR interval</source>
   <translation>Herzfrequenz-Paket ist in einem RR-Intervall abgeschnitten</translation>
  </message>
  <message>
   <source>heart-rate frame cut short</source>
   <translation>abgeschnittenes Herzfrequenz-Paket</translation>
  </message>
  <message>
   <source>heart-rate frame longer than its flags say</source>
   <translation>Herzfrequenz-Paket ist länger, als seine Angaben sagen</translation>
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
   <source>Help</source>
   <translation>Hilfe</translation>
  </message>
  <message>
   <source>here</source>
   <translation>hier</translation>
  </message>
  <message>
   <source>Hide {0}</source>
   <translation>{0} ausblenden</translation>
  </message>
  <message>
   <source>Hide {0}; {1} brings it back. Drag the title to move it.</source>
   <translation>{0} verbergen; {1} bringt es zurück. Am Titel lässt es sich ziehen.</translation>
  </message>
  <message>
   <source>high</source>
   <translation>hoch</translation>
  </message>
  <message>
   <source>high = {high} is not above low = {low}.</source>
   <translation>high = {high} liegt nicht über low = {low}.</translation>
  </message>
  <message>
   <source>high activation</source>
   <translation>hohe Aktivierung</translation>
  </message>
  <message>
   <source>high activation (HR only)</source>
   <translation>hohe Aktivierung (nur Herzfrequenz)</translation>
  </message>
  <message>
   <source>high activation, borne in safety</source>
   <translation>hohe Aktivierung, in Sicherheit getragen</translation>
  </message>
  <message>
   <source>Highest value</source>
   <translation>Größter Wert</translation>
  </message>
  <message>
   <source>Hold Shift and drag over the strip of the session.</source>
   <translation>Ziehen Sie mit gedrückter Umschalttaste über den Streifen der Sitzung.</translation>
  </message>
  <message>
   <source>holding</source>
   <translation>Halten</translation>
  </message>
  <message>
   <source>holds before a band changes</source>
   <translation>gilt so lange, bis ein Band wechselt</translation>
  </message>
  <message>
   <source>holds before a zone is entered</source>
   <translation>gilt so lange, bis eine Zone beginnt</translation>
  </message>
  <message>
   <source>holds before a zone is left</source>
   <translation>gilt so lange, bis eine Zone endet</translation>
  </message>
  <message>
   <source>Holds in {0} of {1} specifications ({2:.0f} %); median r {3} within dyads, joint p {4}.</source>
   <translation>Gilt in {0} von {1} Spezifikationen ({2:.0f} %); Median von r innerhalb der Dyaden {3}, gemeinsames p {4}.</translation>
  </message>
  <message>
   <source>Home</source>
   <translation>Pos1</translation>
  </message>
  <message>
   <source>How activated are you right now?</source>
   <translation>Wie aktiviert sind Sie gerade?</translation>
  </message>
  <message>
   <source>How distressed are you right now?</source>
   <translation>Wie belastet sind Sie gerade?</translation>
  </message>
  <message>
   <source>how exactly it keeps step is measured at the speed of time</source>
   <translation>wie genau der Gleichlauf ist, wird in Echtzeit gemessen</translation>
  </message>
  <message>
   <source>How much of each index is there</source>
   <translation>Wie viel von jedem Index da ist</translation>
  </message>
  <message>
   <source>How pleasant is it right now?</source>
   <translation>Wie angenehm ist es gerade?</translation>
  </message>
  <message>
   <source>How safe do I feel right now?</source>
   <translation>Wie sicher fühle ich mich gerade?</translation>
  </message>
  <message>
   <source>How safe do you feel right now?</source>
   <translation>Wie sicher fühlen Sie sich gerade?</translation>
  </message>
  <message>
   <source>How sure you are of the last event: sure, rather, not.</source>
   <translation>Wie sicher Sie beim letzten Ereignis sind: sicher, eher, nicht.</translation>
  </message>
  <message>
   <source>How the recording is</source>
   <translation>Wie die Aufzeichnung ist</translation>
  </message>
  <message>
   <source>HR · bpm</source>
   <translation>HR · bpm</translation>
  </message>
  <message>
   <source>hyper</source>
   <translation>hyper</translation>
  </message>
  <message>
   <source>Hyperarousal</source>
   <translation>Übererregung</translation>
  </message>
  <message>
   <source>hypo</source>
   <translation>hypo</translation>
  </message>
  <message>
   <source>Hypoarousal</source>
   <translation>Untererregung</translation>
  </message>
  <message>
   <source>If it is the same sensor on the same person, use it again{how}.</source>
   <translation>Wenn es derselbe Sensor an derselben Person ist, verwenden Sie ihn wieder{how}.</translation>
  </message>
  <message>
   <source>If streams come and go, set 'IPv6=disable' under [ports] in lsl_api.cfg everywhere.</source>
   <translation>Kommen und gehen Streams, so setzen Sie überall in lsl_api.cfg 'IPv6=disable' unter [ports].</translation>
  </message>
  <message>
   <source>If you need it: pip install 'safehold[bluetooth]'</source>
   <translation>Falls Sie es brauchen: pip install 'safehold[bluetooth]'</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import one segment at a time.</source>
   <translation>Importieren Sie ein Segment nach dem anderen.</translation>
  </message>
  <message>
   <source>Import other files.</source>
   <translation>Importieren Sie andere Dateien.</translation>
  </message>
  <message>
   <source>Import recordings</source>
   <translation>Aufzeichnungen importieren</translation>
  </message>
  <message>
   <source>in</source>
   <translation>ein</translation>
  </message>
  <message>
   <source>in a span that was rejected by hand after the session</source>
   <translation>in einer Zeitspanne, die nach der Sitzung von Hand verworfen wurde</translation>
  </message>
  <message>
   <source>in distress the client turns to the therapist for comfort, and accepts it</source>
   <translation>sucht in Not Trost bei der Therapeutin oder dem Therapeuten und nimmt ihn an</translation>
  </message>
  <message>
   <source>in step within {0:.0f} ms (95 % of the last {1} pictures)</source>
   <translation>im Gleichlauf auf {0:.0f} ms (95 % der letzten {1} Bilder)</translation>
  </message>
  <message>
   <source>in the session</source>
   <translation>in der Sitzung</translation>
  </message>
  <message>
   <source>In these phases</source>
   <translation>In diesen Phasen</translation>
  </message>
  <message>
   <source>index</source>
   <translation>Index</translation>
  </message>
  <message>
   <source>index {name!r}</source>
   <translation>Index {name!r}</translation>
  </message>
  <message>
   <source>Ins</source>
   <translation>Einfg</translation>
  </message>
  <message>
   <source>Insight</source>
   <translation>Einsicht</translation>
  </message>
  <message>
   <source>inspiration and expiration would not take turns</source>
   <translation>Ein- und Ausatmung würden sich nicht abwechseln</translation>
  </message>
  <message>
   <source>Install it with: pip install 'safehold[bluetooth]'</source>
   <translation>Installieren Sie es mit: pip install 'safehold[bluetooth]'</translation>
  </message>
  <message>
   <source>Install it with: pip install 'safehold[spss]'</source>
   <translation>Installieren Sie es mit: pip install 'safehold[spss]'</translation>
  </message>
  <message>
   <source>Install it: pip install 'safehold[acq]'.</source>
   <translation>Installieren Sie es: pip install 'safehold[acq]'.</translation>
  </message>
  <message>
   <source>Install it: pip install 'safehold[cluster]'</source>
   <translation>Installieren Sie es: pip install 'safehold[cluster]'</translation>
  </message>
  <message>
   <source>Install it: pip install 'safehold[flac]'.</source>
   <translation>Installieren Sie es: pip install 'safehold[flac]'.</translation>
  </message>
  <message>
   <source>Install Python 3.11 or newer.</source>
   <translation>Installieren Sie Python 3.11 oder neuer.</translation>
  </message>
  <message>
   <source>Install safehold again.</source>
   <translation>Installieren Sie safehold neu.</translation>
  </message>
  <message>
   <source>Install safehold in an environment of its own.</source>
   <translation>Installieren Sie safehold in eine eigene Umgebung.</translation>
  </message>
  <message>
   <source>Install the extra: pip install 'safehold[speech]'.</source>
   <translation>Installieren Sie die Erweiterung: pip install 'safehold[speech]'.</translation>
  </message>
  <message>
   <source>Install the extra: pip install 'safehold[video]'.</source>
   <translation>Installieren Sie die Erweiterung: pip install 'safehold[video]'.</translation>
  </message>
  <message>
   <source>Instruction</source>
   <translation>Anweisung</translation>
  </message>
  <message>
   <source>Integration</source>
   <translation>Integration</translation>
  </message>
  <message>
   <source>interfaces</source>
   <translation>Schnittstellen</translation>
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
   <source>Intervals</source>
   <translation>Intervalle</translation>
  </message>
  <message>
   <source>invalid command</source>
   <translation>ungültiger Befehl</translation>
  </message>
  <message>
   <source>invalid length</source>
   <translation>ungültige Länge</translation>
  </message>
  <message>
   <source>invalid number of channels</source>
   <translation>ungültige Zahl von Kanälen</translation>
  </message>
  <message>
   <source>invalid parameter</source>
   <translation>ungültiger Parameter</translation>
  </message>
  <message>
   <source>invalid range</source>
   <translation>ungültiger Bereich</translation>
  </message>
  <message>
   <source>invalid rate</source>
   <translation>ungültige Rate</translation>
  </message>
  <message>
   <source>invalid resolution</source>
   <translation>ungültige Auflösung</translation>
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
   <source>is a {kind}, not a ReportIndex</source>
   <translation>ist vom Typ {kind}, kein ReportIndex</translation>
  </message>
  <message>
   <source>is a {kind}, not an Importer</source>
   <translation>ist {kind}, kein Importer</translation>
  </message>
  <message>
   <source>is being recorded</source>
   <translation>wird aufgezeichnet</translation>
  </message>
  <message>
   <source>is being tried</source>
   <translation>wird ausprobiert</translation>
  </message>
  <message>
   <source>Is calmed by the other</source>
   <translation>Wird mitberuhigt</translation>
  </message>
  <message>
   <source>Is it on the same network (no guest Wi-Fi), with the same SessionID, and open in its firewall? If multicast is blocked, name its address in KnownPeers.</source>
   <translation>Ist es im selben Netz (kein Gäste-WLAN), mit derselben SessionID und in seiner Firewall offen? Ist Multicast gesperrt, so nennen Sie seine Adresse in KnownPeers.</translation>
  </message>
  <message>
   <source>Is it started, and streaming?</source>
   <translation>Ist es gestartet, und sendet es?</translation>
  </message>
  <message>
   <source>Is it the file of this session? Could the camera see the flash or a wall that it lit, or hear the chirp? Place the file by hand.</source>
   <translation>Ist es die Datei dieser Sitzung? Konnte die Kamera das Blitzen oder eine davon beleuchtete Wand sehen oder das Zirpen hören? Legen Sie die Datei von Hand an.</translation>
  </message>
  <message>
   <source>Is it worn, and wet?</source>
   <translation>Ist der Gurt angelegt und feucht?</translation>
  </message>
  <message>
   <source>is missing without a reason</source>
   <translation>fehlt ohne Grund</translation>
  </message>
  <message>
   <source>is not a fault.</source>
   <translation>ist keine Störung.</translation>
  </message>
  <message>
   <source>is not a log of numbered JSON lines</source>
   <translation>ist kein Protokoll aus nummerierten JSON-Zeilen</translation>
  </message>
  <message>
   <source>is not JSON</source>
   <translation>ist kein JSON</translation>
  </message>
  <message>
   <source>is out of range: {low:g} to {high:g} {meaning}.</source>
   <translation>liegt außerhalb des Bereichs: {low:g} bis {high:g} {meaning}.</translation>
  </message>
  <message>
   <source>is sure of a file that is not its own</source>
   <translation>ist sich einer fremden Datei sicher</translation>
  </message>
  <message>
   <source>it begins again: the start of a later run is missing</source>
   <translation>es beginnt von vorn: der Anfang eines späteren Laufs fehlt</translation>
  </message>
  <message>
   <source>It cannot be computed with your edits: {0}</source>
   <translation>Mit Ihren Bearbeitungen kann nicht gerechnet werden: {0}</translation>
  </message>
  <message>
   <source>it comes before the start of a run</source>
   <translation>sie steht vor dem Beginn eines Laufs</translation>
  </message>
  <message>
   <source>it could not be compared with this computer's</source>
   <translation>sie ließ sich nicht mit der dieses Computers vergleichen</translation>
  </message>
  <message>
   <source>It did not end properly: this is the time up to its last sample.</source>
   <translation>Sie endete nicht ordentlich: Das ist die Zeit bis zu ihrem letzten Messwert.</translation>
  </message>
  <message>
   <source>it does not hold what the header says</source>
   <translation>sie enthält nicht, was der Kopf sagt</translation>
  </message>
  <message>
   <source>it does not name all its segments</source>
   <translation>sie nennt nicht alle ihre Segmente</translation>
  </message>
  <message>
   <source>It goes from {t_start:g} to {t_end:g} s.</source>
   <translation>Sie reicht von {t_start:g} bis {t_end:g} s.</translation>
  </message>
  <message>
   <source>It has ended or hangs, or the network is down: start it again and check the network. The stream reconnects by itself.</source>
   <translation>Es ist beendet oder hängt, oder das Netz ist unterbrochen: Starten Sie es neu und prüfen Sie das Netz. Der Stream verbindet sich von selbst wieder.</translation>
  </message>
  <message>
   <source>it has no column of times {name!r} in {unit!r}</source>
   <translation>sie hat keine Zeitspalte {name!r} in {unit!r}</translation>
  </message>
  <message>
   <source>it has no column {text!r} of numbers</source>
   <translation>sie hat keine Zahlenspalte {text!r}</translation>
  </message>
  <message>
   <source>It has no source id, so it is not found again after a break.</source>
   <translation>Er hat keine Quellkennung und wird nach einer Unterbrechung nicht von selbst wiedergefunden.</translation>
  </message>
  <message>
   <source>it has not moved on for some seconds</source>
   <translation>es geht seit einigen Sekunden nicht weiter</translation>
  </message>
  <message>
   <source>It has {n} blocks and does not say when they began; they follow each other.</source>
   <translation>Sie hat {n} Blöcke und sagt nicht, wann sie begannen; sie folgen aufeinander.</translation>
  </message>
  <message>
   <source>It has {n} blocks; between them is a gap.</source>
   <translation>Sie hat {n} Blöcke; dazwischen ist eine Lücke.</translation>
  </message>
  <message>
   <source>It has: {known}.</source>
   <translation>Es gibt: {known}.</translation>
  </message>
  <message>
   <source>It has: {names}. Spans are possible too: --span 60-300</source>
   <translation>Es gibt: {names}. Auch Spannen sind möglich: --span 60-300</translation>
  </message>
  <message>
   <source>it holds heart rates, one every {s} s, and no RR intervals</source>
   <translation>sie enthält Herzfrequenzen, alle {s} s eine, und keine RR-Intervalle</translation>
  </message>
  <message>
   <source>it holds no interval</source>
   <translation>sie enthält kein Intervall</translation>
  </message>
  <message>
   <source>it holds no JSON object</source>
   <translation>die Datei enthält kein JSON-Objekt</translation>
  </message>
  <message>
   <source>it holds no row of values</source>
   <translation>sie enthält keine Zeile mit Werten</translation>
  </message>
  <message>
   <source>it holds no row under its header</source>
   <translation>sie enthält unter der Kopfzeile keine Zeile</translation>
  </message>
  <message>
   <source>it holds no sample</source>
   <translation>sie enthält keinen Messwert</translation>
  </message>
  <message>
   <source>it holds {n} observations, not one</source>
   <translation>sie enthält {n} Beobachtungen, nicht eine</translation>
  </message>
  <message>
   <source>It holds: {names}.</source>
   <translation>Er enthält: {names}.</translation>
  </message>
  <message>
   <source>it is a FIF file without a recording, or its beginning is damaged</source>
   <translation>es ist eine FIF-Datei ohne Aufzeichnung, oder ihr Anfang ist beschädigt</translation>
  </message>
  <message>
   <source>it is a MATLAB file of an old export of LabChart</source>
   <translation>es ist eine MATLAB-Datei eines alten Exports von LabChart</translation>
  </message>
  <message>
   <source>it is a MATLAB file of version 7.3</source>
   <translation>es ist eine MATLAB-Datei der Version 7.3</translation>
  </message>
  <message>
   <source>it is a MATLAB file, but not of LabChart: it holds {names}</source>
   <translation>es ist eine MATLAB-Datei, aber nicht von LabChart: Sie enthält {names}</translation>
  </message>
  <message>
   <source>It is being recorded.</source>
   <translation>Sie wird gerade aufgezeichnet.</translation>
  </message>
  <message>
   <source>it is being written again</source>
   <translation>sie wird gerade neu geschrieben</translation>
  </message>
  <message>
   <source>it is cut off before the end of its first record</source>
   <translation>sie ist vor dem Ende ihres ersten Datenblocks abgeschnitten</translation>
  </message>
  <message>
   <source>It is deleted: the key that deleted it brings it back.</source>
   <translation>Er ist gelöscht: Die Taste, die ihn gelöscht hat, holt ihn zurück.</translation>
  </message>
  <message>
   <source>it is empty</source>
   <translation>sie ist leer</translation>
  </message>
  <message>
   <source>it is in LSL session {session_id!r}</source>
   <translation>er ist in der LSL-Sitzung {session_id!r}</translation>
  </message>
  <message>
   <source>it is nested too deep</source>
   <translation>die Datei ist zu tief verschachtelt</translation>
  </message>
  <message>
   <source>it is no FLAC file, or is damaged</source>
   <translation>es ist keine FLAC-Datei, oder sie ist beschädigt</translation>
  </message>
  <message>
   <source>it is no gzip file ({error})</source>
   <translation>sie ist keine gzip-Datei ({error})</translation>
  </message>
  <message>
   <source>it is no whole Excel workbook ({error})</source>
   <translation>sie ist keine vollständige Excel-Mappe ({error})</translation>
  </message>
  <message>
   <source>it is not a codebook</source>
   <translation>es ist kein Codebuch</translation>
  </message>
  <message>
   <source>it is not a list of withdrawals</source>
   <translation>es ist keine Liste von Widerrufen</translation>
  </message>
  <message>
   <source>it is not a receipt</source>
   <translation>es ist keine Quittung</translation>
  </message>
  <message>
   <source>it is not clear whether its commas separate two columns or are decimal commas of one; name the columns in a first line</source>
   <translation>es ist nicht klar, ob ihre Kommas zwei Spalten trennen oder Dezimalkommas einer sind; nennen Sie die Spalten in einer ersten Zeile</translation>
  </message>
  <message>
   <source>it is not JSON ({error})</source>
   <translation>sie ist kein JSON ({error})</translation>
  </message>
  <message>
   <source>it is not text: it holds zero bytes</source>
   <translation>sie ist kein Text: sie enthält Null-Bytes</translation>
  </message>
  <message>
   <source>It is recorded, but not processed. Let its program stamp with the LSL clock.</source>
   <translation>Er wird aufgezeichnet, aber nicht verarbeitet. Lassen Sie sein Programm mit der LSL-Uhr stempeln.</translation>
  </message>
  <message>
   <source>It is the key of {owner!r}.</source>
   <translation>Es ist die Taste von {owner!r}.</translation>
  </message>
  <message>
   <source>It is used by its stamps. If its program has a setting for the rate, set it.</source>
   <translation>Er wird nach seinen Zeitstempeln verwendet. Lässt sich in seinem Programm eine Rate einstellen, tun Sie es.</translation>
  </message>
  <message>
   <source>it is {kind}, not text; save the table as CSV</source>
   <translation>sie ist {kind}, kein Text; speichern Sie die Tabelle als CSV</translation>
  </message>
  <message>
   <source>it is {state}</source>
   <translation>er ist {state}</translation>
  </message>
  <message>
   <source>It may still be writing. Look again in a minute.</source>
   <translation>Vielleicht schreibt er noch. Sehen Sie in einer Minute wieder nach.</translation>
  </message>
  <message>
   <source>it moves and does not clip</source>
   <translation>es bewegt sich und ist nicht übersteuert</translation>
  </message>
  <message>
   <source>It must be a text file in UTF-8.</source>
   <translation>Es muss eine Textdatei in UTF-8 sein.</translation>
  </message>
  <message>
   <source>It must let {ports} through. {where}</source>
   <translation>Sie muss {ports} durchlassen. {where}</translation>
  </message>
  <message>
   <source>it names {n} signals and describes {m}</source>
   <translation>sie nennt {n} Signale und beschreibt {m}</translation>
  </message>
  <message>
   <source>It needs a column participant with study codes.</source>
   <translation>Nötig ist eine Spalte participant mit Kürzeln.</translation>
  </message>
  <message>
   <source>It needs the columns participant and session_number (or session_id).</source>
   <translation>Nötig sind die Spalten participant und session_number (oder session_id).</translation>
  </message>
  <message>
   <source>it ran {ran:.3f} s in {passed:.3f} s</source>
   <translation>sie lief {ran:.3f} s in {passed:.3f} s</translation>
  </message>
  <message>
   <source>it repeats each interval until the next beat; one beat is taken per change of value</source>
   <translation>er wiederholt jedes Intervall bis zum nächsten Schlag; je Wertwechsel zählt ein Schlag</translation>
  </message>
  <message>
   <source>it was deleted while it was recorded and not saved: {why}</source>
   <translation>sie wurde während der Aufzeichnung gelöscht und nicht gesichert: {why}</translation>
  </message>
  <message>
   <source>it was deleted while it was recorded and saved as {path}</source>
   <translation>sie wurde während der Aufzeichnung gelöscht und gesichert als {path}</translation>
  </message>
  <message>
   <source>it was deleted.</source>
   <translation>sie wurde gelöscht.</translation>
  </message>
  <message>
   <source>it was moved while it was recorded, to {path}</source>
   <translation>sie wurde während der Aufzeichnung verschoben nach {path}</translation>
  </message>
  <message>
   <source>It was not processed yet.</source>
   <translation>Sie wurde noch nicht verarbeitet.</translation>
  </message>
  <message>
   <source>it was renamed while it was recorded, to {path}</source>
   <translation>sie wurde während der Aufzeichnung umbenannt in {path}</translation>
  </message>
  <message>
   <source>it was set while being watched (by {step:+.3f} s)</source>
   <translation>sie wurde während der Prüfung gestellt (um {step:+.3f} s)</translation>
  </message>
  <message>
   <source>its cells are parted by blanks; save it as CSV</source>
   <translation>die Zellen sind durch Leerzeichen getrennt; sichern Sie sie als CSV</translation>
  </message>
  <message>
   <source>its clock cannot be compared with this computer's</source>
   <translation>seine Uhr lässt sich nicht mit der dieses Computers vergleichen</translation>
  </message>
  <message>
   <source>its clock is known to {ms:.0f} ms only</source>
   <translation>seine Uhr ist nur auf {ms:.0f} ms bekannt</translation>
  </message>
  <message>
   <source>its clock was never compared with this computer's</source>
   <translation>seine Uhr wurde nie mit der dieses Computers verglichen</translation>
  </message>
  <message>
   <source>its disk does not answer</source>
   <translation>ihr Datenträger antwortet nicht</translation>
  </message>
  <message>
   <source>its disk is too slow</source>
   <translation>ihr Datenträger ist zu langsam</translation>
  </message>
  <message>
   <source>Its first line names columns, which BIDS forbids; it was left out.</source>
   <translation>Die erste Zeile nennt Spalten, was BIDS verbietet; sie wurde ausgelassen.</translation>
  </message>
  <message>
   <source>its first line names no record</source>
   <translation>ihre erste Zeile nennt keine Aufzeichnung</translation>
  </message>
  <message>
   <source>Its gates are so narrow that nobody would ever see it.</source>
   <translation>Die Schranken sind so eng, dass ihn nie jemand sähe.</translation>
  </message>
  <message>
   <source>its header has changed ({changed}), so it is another stream; start the session again under the same id to use it (the recording continues)</source>
   <translation>sein Kopf hat sich geändert ({changed}), also ist es ein anderer Stream; starten Sie die Sitzung unter derselben Kennung neu, um ihn zu verwenden (die Aufzeichnung geht weiter)</translation>
  </message>
  <message>
   <source>its header is damaged ({error})</source>
   <translation>ihr Kopf ist beschädigt ({error})</translation>
  </message>
  <message>
   <source>its header names no columns and no sampling rate</source>
   <translation>ihr Kopf nennt keine Spalten und keine Abtastrate</translation>
  </message>
  <message>
   <source>its header names {n_header} columns, its rows have {n} cells</source>
   <translation>ihre Kopfzeile nennt {n_header} Spalten, ihre Zeilen haben {n} Zellen</translation>
  </message>
  <message>
   <source>its inlet does not answer; start its program again</source>
   <translation>sein Inlet antwortet nicht; starten Sie sein Programm neu</translation>
  </message>
  <message>
   <source>its intervals cannot be read ({error})</source>
   <translation>ihre Intervalle lassen sich nicht lesen ({error})</translation>
  </message>
  <message>
   <source>Its lines are written, and the recording has a copy. Restart the computing{how}.</source>
   <translation>Seine Zeilen werden geschrieben, und die Aufzeichnung hat eine Kopie. Starten Sie die Berechnung neu{how}.</translation>
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
   <source>its quotes do not fit together</source>
   <translation>die Anführungszeichen passen nicht zusammen</translation>
  </message>
  <message>
   <source>its quotes do not fit together ({error})</source>
   <translation>ihre Anführungszeichen passen nicht zusammen ({error})</translation>
  </message>
  <message>
   <source>its rows have fewer columns than its header names</source>
   <translation>ihre Zeilen haben weniger Spalten, als ihr Kopf nennt</translation>
  </message>
  <message>
   <source>its rows have {m} columns, its JSON names {n}</source>
   <translation>ihre Zeilen haben {m} Spalten, die JSON-Datei nennt {n}</translation>
  </message>
  <message>
   <source>its RR intervals add up to 2.4 % too little: they are in ms rather than 1/1024 s.</source>
   <translation>seine RR-Intervalle ergeben 2,4 % zu wenig: sie sind wohl in ms, nicht in 1/1024 s.</translation>
  </message>
  <message>
   <source>its RR intervals add up to 2.4 % too much: they are in 1/1024 s rather than ms.</source>
   <translation>seine RR-Intervalle ergeben 2,4 % zu viel: sie sind wohl in 1/1024 s, nicht in ms.</translation>
  </message>
  <message>
   <source>its samples are compressed (FLAC) with an offset or at several rates</source>
   <translation>ihre Messwerte sind komprimiert (FLAC), mit einem Versatz oder bei mehreren Raten</translation>
  </message>
  <message>
   <source>its samples are compressed (FLAC), which needs the package soundfile</source>
   <translation>ihre Messwerte sind komprimiert (FLAC); dafür wird das Paket soundfile gebraucht</translation>
  </message>
  <message>
   <source>its samples cannot be decoded</source>
   <translation>ihre Messwerte lassen sich nicht dekodieren</translation>
  </message>
  <message>
   <source>its samples cannot be read ({error})</source>
   <translation>ihre Messwerte lassen sich nicht lesen ({error})</translation>
  </message>
  <message>
   <source>its segments have {name} in other units or at other rates</source>
   <translation>ihre Segmente haben {name} in verschiedenen Einheiten oder Raten</translation>
  </message>
  <message>
   <source>Its sender came back in another LSL session.</source>
   <translation>Sein Sender kam in einer anderen LSL-Sitzung wieder.</translation>
  </message>
  <message>
   <source>Its sender has gone; another run continues.</source>
   <translation>Sein Sender ist fort; ein anderer Lauf macht weiter.</translation>
  </message>
  <message>
   <source>Its sender has gone; its twin continues.</source>
   <translation>Sein Sender ist fort; sein Zwilling macht weiter.</translation>
  </message>
  <message>
   <source>its sender was restarted {n_restarts} times</source>
   <translation>der Sender wurde {n_restarts}-mal neu gestartet</translation>
  </message>
  <message>
   <source>its session does not pass: {text}</source>
   <translation>seine Sitzung besteht nicht: {text}</translation>
  </message>
  <message>
   <source>its session zero or first tick is not a valid time</source>
   <translation>Nullpunkt der Sitzung oder erster Zeitschritt ist keine Zeit</translation>
  </message>
  <message>
   <source>its stamps are {apart:+.0f} s off: not on the LSL clock</source>
   <translation>seine Zeitstempel liegen {apart:+.0f} s daneben: nicht auf der LSL-Uhr</translation>
  </message>
  <message>
   <source>its stamps cannot be placed in time</source>
   <translation>seine Zeitstempel lassen sich nicht einordnen</translation>
  </message>
  <message>
   <source>its status does not go with its value</source>
   <translation>sein Status passt nicht zum Wert</translation>
  </message>
  <message>
   <source>its streams cannot be told apart</source>
   <translation>die Streams darin sind nicht zu unterscheiden</translation>
  </message>
  <message>
   <source>its tables do not fit together ({error})</source>
   <translation>ihre Tabellen passen nicht zusammen ({error})</translation>
  </message>
  <message>
   <source>its ticks are not valid</source>
   <translation>die Zeitschritte darin sind keine</translation>
  </message>
  <message>
   <source>Its times are dates, and nothing says when the recording began.</source>
   <translation>Die Zeiten darin sind Datumsangaben, und nichts sagt, wann die Aufzeichnung begann.</translation>
  </message>
  <message>
   <source>its values are not intervals in {stated}, but fit the time in {unit}</source>
   <translation>seine Werte sind keine Intervalle in {stated}, passen aber in {unit} zur Zeit</translation>
  </message>
  <message>
   <source>its values are not intervals; they look like a heart rate</source>
   <translation>seine Werte sind keine Intervalle; sie sehen nach einer Herzfrequenz aus</translation>
  </message>
  <message>
   <source>Its values may be broken; the profile tidy with --native holds any number.</source>
   <translation>Seine Werte sind vielleicht beschädigt; das Profil tidy mit --native fasst jede Zahl.</translation>
  </message>
  <message>
   <source>its {encoding} text is damaged or cut off</source>
   <translation>ihr {encoding}-Text ist beschädigt oder abgeschnitten</translation>
  </message>
  <message>
   <source>Joint test</source>
   <translation>Gemeinsamer Test</translation>
  </message>
  <message>
   <source>kappa</source>
   <translation>Kappa</translation>
  </message>
  <message>
   <source>Kappa by width of the bins</source>
   <translation>Kappa je Breite der Zeitfenster</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>Keep nothing between calls and read no clock: replay must find what was seen live.</source>
   <translation>Behalten Sie nichts zwischen Aufrufen und lesen Sie keine Uhr: die Wiedergabe muss finden, was live zu sehen war.</translation>
  </message>
  <message>
   <source>Keep nothing between calls.</source>
   <translation>Behalten Sie zwischen Aufrufen nichts.</translation>
  </message>
  <message>
   <source>Keep the note</source>
   <translation>Notiz behalten</translation>
  </message>
  <message>
   <source>Keeping the display that the session began with.</source>
   <translation>Es bleibt bei der Anzeige, mit der die Sitzung begann.</translation>
  </message>
  <message>
   <source>Keeping the settings of the session ({profile}).</source>
   <translation>Die Einstellungen der Sitzung bleiben ({profile}).</translation>
  </message>
  <message>
   <source>Keeps the offset and drops the marks.</source>
   <translation>Behält den Versatz und verwirft die Marken.</translation>
  </message>
  <message>
   <source>Keeps what is seen or heard now as the moment where the session stands. A second mark, a minute away or more, gives the drift of the file's clock.</source>
   <translation>Hält fest, dass das, was jetzt zu sehen oder zu hören ist, zum angezeigten Zeitpunkt der Sitzung gehört. Eine zweite Marke, mindestens eine Minute entfernt, ergibt die Drift der Uhr der Datei.</translation>
  </message>
  <message>
   <source>Kept in outcomes.csv. Processing all takes it into the tables.</source>
   <translation>In outcomes.csv gesichert. „Alle verarbeiten“ nimmt es in die Tabellen auf.</translation>
  </message>
  <message>
   <source>kept, although they are nobody's: {names}</source>
   <translation>bleiben, obwohl sie niemandem gehören: {names}</translation>
  </message>
  <message>
   <source>key</source>
   <translation>Taste</translation>
  </message>
  <message>
   <source>Key {0}</source>
   <translation>Taste {0}</translation>
  </message>
  <message>
   <source>key {key!r} of group {name!r} is taken.</source>
   <translation>die Taste {key!r} der Gruppe {name!r} ist vergeben.</translation>
  </message>
  <message>
   <source>key {key!r} of {event_code!r} begins with a key of the window.</source>
   <translation>die Taste {key!r} von {event_code!r} beginnt mit einer Taste des Fensters.</translation>
  </message>
  <message>
   <source>key {key!r} of {event_code!r} cannot be pressed.</source>
   <translation>die Taste {key!r} von {event_code!r} kann nicht gedrückt werden.</translation>
  </message>
  <message>
   <source>key {key!r} of {event_code!r} does not begin with the key of its group.</source>
   <translation>die Taste {key!r} von {event_code!r} beginnt nicht mit der Taste der Gruppe.</translation>
  </message>
  <message>
   <source>key {key!r} of {event_code!r} is used twice.</source>
   <translation>die Taste {key!r} von {event_code!r} kommt zweimal vor.</translation>
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
   <source>Keys are: {keys}.</source>
   <translation>Schlüssel sind: {keys}.</translation>
  </message>
  <message>
   <source>Keys now act on {person}-{signal}.</source>
   <translation>Tasten wirken jetzt auf {person}-{signal}.</translation>
  </message>
  <message>
   <source>Keys without a button; {0} shows all of them</source>
   <translation>Tasten ohne Schaltfläche; {0} zeigt alle</translation>
  </message>
  <message>
   <source>Keys: {keys}; the same key again ends it; t next stream, 0 ends all faults, q quits. As a line: client-ecg:dropout@3 for 3 s, client-ecg:loss,20 until given again, off.</source>
   <translation>Tasten: {keys}; dieselbe Taste beendet es wieder; t nächster Stream, 0 beendet alle Störungen, q Ende. Als Zeile: client-ecg:dropout@3 für 3 s, client-ecg:loss,20 bis zur nächsten Eingabe, off.</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Art</translation>
  </message>
  <message>
   <source>Known keys: {known}.</source>
   <translation>Bekannte Schlüssel: {known}.</translation>
  </message>
  <message>
   <source>Label in tables</source>
   <translation>Bezeichnung in Tabellen</translation>
  </message>
  <message>
   <source>label {text!r} of channel {number}</source>
   <translation>Beschriftung {text!r} von Kanal {number}</translation>
  </message>
  <message>
   <source>lacks its amount: {meaning}.</source>
   <translation>braucht eine Stärke: {meaning}.</translation>
  </message>
  <message>
   <source>Large type</source>
   <translation>Große Schrift</translation>
  </message>
  <message>
   <source>Large type has no room for trends and waves.</source>
   <translation>In großer Schrift ist kein Platz für Verläufe und Wellen.</translation>
  </message>
  <message>
   <source>Last event: confidence</source>
   <translation>Letztes Ereignis: Sicherheit</translation>
  </message>
  <message>
   <source>Last event: modifier</source>
   <translation>Letztes Ereignis: Zusatz</translation>
  </message>
  <message>
   <source>Last event: subtype</source>
   <translation>Letztes Ereignis: Unterart</translation>
  </message>
  <message>
   <source>Last events</source>
   <translation>Letzte Ereignisse</translation>
  </message>
  <message>
   <source>later by</source>
   <translation>später um</translation>
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
   <source>least coverage, share</source>
   <translation>mindestens Abdeckung, Anteil</translation>
  </message>
  <message>
   <source>Least share of valid seconds of anybody's heart rate and RMSSD</source>
   <translation>Kleinster Anteil gültiger Sekunden der Herzfrequenz und RMSSD einer Person</translation>
  </message>
  <message>
   <source>least spread of breathing</source>
   <translation>kleinste Streuung der Atmung</translation>
  </message>
  <message>
   <source>least spread of heart rate</source>
   <translation>kleinste Streuung der Herzfrequenz</translation>
  </message>
  <message>
   <source>least spread of the vagal axis</source>
   <translation>kleinste Streuung der vagalen Achse</translation>
  </message>
  <message>
   <source>least valid time</source>
   <translation>mindestens gültige Zeit</translation>
  </message>
  <message>
   <source>Leave --speed out.</source>
   <translation>Lassen Sie --speed weg.</translation>
  </message>
  <message>
   <source>Leave it</source>
   <translation>So lassen</translation>
  </message>
  <message>
   <source>Leave it out and say so in the oddities.</source>
   <translation>Lassen Sie es aus, und sagen Sie das in den oddities.</translation>
  </message>
  <message>
   <source>Leave it there until the end, then move it back to {made_as}.</source>
   <translation>Lassen Sie sie bis zum Ende dort und legen Sie sie dann zurück nach {made_as}.</translation>
  </message>
  <message>
   <source>Leave it there until the end, then move it back to {name}.</source>
   <translation>Lassen Sie sie bis zum Ende dort und legen Sie sie dann zurück nach {name}.</translation>
  </message>
  <message>
   <source>leave out</source>
   <translation>weglassen</translation>
  </message>
  <message>
   <source>Leave out --no-record or --copy-to.</source>
   <translation>Lassen Sie --no-record oder --copy-to weg.</translation>
  </message>
  <message>
   <source>Leave such samples out and say so in the oddities.</source>
   <translation>Lassen Sie solche Messwerte aus, und sagen Sie das in den oddities.</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Pfeil links</translation>
  </message>
  <message>
   <source>left over from an export that was interrupted</source>
   <translation>von einem unterbrochenen Export übrig</translation>
  </message>
  <message>
   <source>left over from writing</source>
   <translation>vom Schreiben übrig</translation>
  </message>
  <message>
   <source>left so much nearer to rest</source>
   <translation>um so viel näher an Ruhe verlassen</translation>
  </message>
  <message>
   <source>Legend: {0}. {1}</source>
   <translation>Legende: {0}. {1}</translation>
  </message>
  <message>
   <source>length</source>
   <translation>Dauer</translation>
  </message>
  <message>
   <source>Length of each interval at its end. Triangle: flagged. Diamond: edited. Ring: as it was before the edits.</source>
   <translation>Länge jedes Intervalls an seinem Ende. Dreieck: beanstandet. Raute: bearbeitet. Ring: wie es vor den Bearbeitungen war.</translation>
  </message>
  <message>
   <source>Length, s</source>
   <translation>Länge, s</translation>
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
   <source>less than half of the last five minutes is known</source>
   <translation>von den letzten fünf Minuten ist weniger als die Hälfte bekannt</translation>
  </message>
  <message>
   <source>Let its program send each RR interval once, when its beat has come.</source>
   <translation>Das Programm soll jedes RR-Intervall einmal senden, sobald sein Schlag da ist.</translation>
  </message>
  <message>
   <source>Let other programs control the recording</source>
   <translation>Andere Programme die Aufzeichnung steuern lassen</translation>
  </message>
  <message>
   <source>Let the person breathe quietly, without a pacer. RSA by breath is missing until it is known; everything else works without it.</source>
   <translation>Lassen Sie die Person ruhig atmen, ohne Taktgeber. Die RSA je Atemzug fehlt, bis es bekannt ist; alles andere geht auch so.</translation>
  </message>
  <message>
   <source>Let this person say a few sentences.</source>
   <translation>Lassen Sie diese Person ein paar Sätze sagen.</translation>
  </message>
  <message>
   <source>Lets the chosen event begin where you are.</source>
   <translation>Lässt das gewählte Ereignis dort beginnen, wo Sie sind.</translation>
  </message>
  <message>
   <source>Lets the chosen event end where you are.</source>
   <translation>Lässt das gewählte Ereignis dort enden, wo Sie sind.</translation>
  </message>
  <message>
   <source>Letters and digits, never a name.</source>
   <translation>Buchstaben und Ziffern, nie ein Name.</translation>
  </message>
  <message>
   <source>Letters and digits, no name.</source>
   <translation>Buchstaben und Ziffern, kein Name.</translation>
  </message>
  <message>
   <source>Letters and digits, no name; may be empty.</source>
   <translation>Buchstaben und Ziffern, kein Name; darf leer sein.</translation>
  </message>
  <message>
   <source>liblsl runs in session {session_id!r}, not in {expected!r}: something used it before it was configured.</source>
   <translation>liblsl läuft in der Sitzung {session_id!r}, nicht in {expected!r}: Etwas hat es benutzt, bevor es eingestellt war.</translation>
  </message>
  <message>
   <source>liblsl's defaults (no lsl_api.cfg)</source>
   <translation>Vorgaben von liblsl (keine lsl_api.cfg)</translation>
  </message>
  <message>
   <source>lies in a session of the person; its owner is not known</source>
   <translation>liegt in einer Sitzung der Person; wem es gehört, ist unbekannt</translation>
  </message>
  <message>
   <source>Light or dark</source>
   <translation>Hell oder dunkel</translation>
  </message>
  <message>
   <source>line {line} has {cells} cells, most lines have {n}</source>
   <translation>Zeile {line} hat {cells} Zellen, die meisten Zeilen haben {n}</translation>
  </message>
  <message>
   <source>line {line} has {cells} cells, most lines have {n}; it is the last one, perhaps cut off</source>
   <translation>Zeile {line} hat {cells} Zellen, die meisten Zeilen haben {n}; sie ist die letzte, vielleicht abgeschnitten</translation>
  </message>
  <message>
   <source>line {number} has number {seq} where {wanted} belongs: lines are missing</source>
   <translation>Zeile {number} hat die Nummer {seq}, wo {wanted} hingehört: es fehlen Zeilen</translation>
  </message>
  <message>
   <source>line {seq}</source>
   <translation>Zeile {seq}</translation>
  </message>
  <message>
   <source>Line: the index on the vagal axis, with its own baseline band. Dashed: the other index, which the band says nothing about.</source>
   <translation>Linie: der Index der vagalen Achse mit dem Band der Ruhemessung. Gestrichelt: der andere Index, über den das Band nichts sagt.</translation>
  </message>
  <message>
   <source>lines: {gone} go, {changed} change</source>
   <translation>Zeilen: {gone} gehen, {changed} werden geändert</translation>
  </message>
  <message>
   <source>lines: {n} go</source>
   <translation>Zeilen: {n} gehen</translation>
  </message>
  <message>
   <source>Links to a pattern</source>
   <translation>Knüpft an ein Muster an</translation>
  </message>
  <message>
   <source>Listening</source>
   <translation>Hört</translation>
  </message>
  <message>
   <source>Listening for a clap: {0} %</source>
   <translation>Sucht ein Klatschen: {0} %</translation>
  </message>
  <message>
   <source>Lists every key, the codes' own included.</source>
   <translation>Zeigt jede Taste, auch die der Codes.</translation>
  </message>
  <message>
   <source>Little disk space: {megabytes:.0f} MB are left{lasts}.</source>
   <translation>Wenig Speicherplatz: {megabytes:.0f} MB sind frei{lasts}.</translation>
  </message>
  <message>
   <source>LIVE</source>
   <translation>LIVE</translation>
  </message>
  <message>
   <source>loading</source>
   <translation>wird geladen</translation>
  </message>
  <message>
   <source>loading Qt ended with code {number}: {last}</source>
   <translation>das Laden von Qt endete mit Code {number}: {last}</translation>
  </message>
  <message>
   <source>local time ({zone})</source>
   <translation>Ortszeit ({zone})</translation>
  </message>
  <message>
   <source>locked</source>
   <translation>fest</translation>
  </message>
  <message>
   <source>Longer time scale</source>
   <translation>Längere Zeitskala</translation>
  </message>
  <message>
   <source>Longer time scale of the waves</source>
   <translation>Längere Zeitskala der Kurven</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Ansehen</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Neu suchen</translation>
  </message>
  <message>
   <source>Look at base.coverage and base.pct_flagged; say degraded or missing.</source>
   <translation>Sehen Sie auf base.coverage und base.pct_flagged; melden Sie degraded oder missing.</translation>
  </message>
  <message>
   <source>Look at each mark again: one belongs to another moment.</source>
   <translation>Prüfen Sie jede Marke: Eine gehört zu einem anderen Zeitpunkt.</translation>
  </message>
  <message>
   <source>Look at the first bytes.</source>
   <translation>Sehen Sie sich die ersten Bytes an.</translation>
  </message>
  <message>
   <source>Look back</source>
   <translation>Zurückblicken</translation>
  </message>
  <message>
   <source>Look forward</source>
   <translation>Vorblicken</translation>
  </message>
  <message>
   <source>Looking at what is known already</source>
   <translation>Es wird angesehen, was schon bekannt ist</translation>
  </message>
  <message>
   <source>LOOKING BACK · End: now</source>
   <translation>RÜCKBLICK · Ende: jetzt</translation>
  </message>
  <message>
   <source>Looking for camera marks</source>
   <translation>Kameramarken werden gesucht</translation>
  </message>
  <message>
   <source>Looking for camera marks: {0} %</source>
   <translation>Kameramarken werden gesucht: {0} %</translation>
  </message>
  <message>
   <source>Looking for streams ...</source>
   <translation>Streams werden gesucht ...</translation>
  </message>
  <message>
   <source>looking for streams did not end within {seconds:g} s</source>
   <translation>die Suche nach Streams endete nicht in {seconds:g} s</translation>
  </message>
  <message>
   <source>Looking through the study folder again ...</source>
   <translation>Durchsuche den Studienordner noch einmal ...</translation>
  </message>
  <message>
   <source>Looks by content which sessions are new, changed or broken.</source>
   <translation>Sieht am Inhalt nach, welche Sitzungen neu, geändert oder beschädigt sind.</translation>
  </message>
  <message>
   <source>Looks for all streams from the beginning.</source>
   <translation>Sucht alle Streams von vorn.</translation>
  </message>
  <message>
   <source>Looks for the one clap within 2 s of what is heard now, and keeps it as the moment where the session stands; pressed again it gives up.</source>
   <translation>Sucht das eine Klatschen im Umkreis von 2 s von dem, was jetzt zu hören ist, und behält es als den Zeitpunkt, an dem die Sitzung steht; noch einmal gedrückt gibt es auf.</translation>
  </message>
  <message>
   <source>Looks for the sensors' streams.</source>
   <translation>Sucht die Streams der Sensoren.</translation>
  </message>
  <message>
   <source>Looks in the file for the flashes and chirps of the session, and places it by them; pressed again it gives up.</source>
   <translation>Sucht in der Datei die Blitze und Töne der Sitzung und legt sie danach; noch einmal gedrückt gibt es auf.</translation>
  </message>
  <message>
   <source>Loop</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Loop the last 30 s, or no longer</source>
   <translation>Die letzten 30 s wiederholen, oder nicht mehr</translation>
  </message>
  <message>
   <source>loopback: streams of this computer only</source>
   <translation>loopback: nur Streams dieses Computers</translation>
  </message>
  <message>
   <source>lost</source>
   <translation>verloren</translation>
  </message>
  <message>
   <source>low</source>
   <translation>niedrig</translation>
  </message>
  <message>
   <source>low activation (ambiguous)</source>
   <translation>niedrige Aktivierung (mehrdeutig)</translation>
  </message>
  <message>
   <source>Lower-case letters and digits: client, therapist, client2.</source>
   <translation>Kleinbuchstaben und Ziffern: client, therapist, client2.</translation>
  </message>
  <message>
   <source>Lower-case letters and digits: client, therapist.</source>
   <translation>Kleinbuchstaben und Ziffern: client, therapist.</translation>
  </message>
  <message>
   <source>Lowest value</source>
   <translation>Kleinster Wert</translation>
  </message>
  <message>
   <source>LSL clock</source>
   <translation>LSL-Uhr</translation>
  </message>
  <message>
   <source>LSL configuration</source>
   <translation>LSL-Einstellungen</translation>
  </message>
  <message>
   <source>LSL name of the one program that may start and end phases.</source>
   <translation>LSL-Name des einen Programms, das Phasen beginnen und beenden darf.</translation>
  </message>
  <message>
   <source>LSL ports</source>
   <translation>LSL-Ports</translation>
  </message>
  <message>
   <source>LSL ports {base} and {multicast} are out of range.</source>
   <translation>Die LSL-Ports {base} und {multicast} liegen außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>LSL self-test</source>
   <translation>LSL-Selbsttest</translation>
  </message>
  <message>
   <source>LSL session</source>
   <translation>LSL-Sitzung</translation>
  </message>
  <message>
   <source>LSL setting</source>
   <translation>LSL-Einstellung</translation>
  </message>
  <message>
   <source>Main window shows</source>
   <translation>Hauptfenster zeigt</translation>
  </message>
  <message>
   <source>Mains frequency</source>
   <translation>Netzfrequenz</translation>
  </message>
  <message>
   <source>mains frequency</source>
   <translation>Netzfrequenz</translation>
  </message>
  <message>
   <source>Make one: safehold study new {study}</source>
   <translation>Legen Sie eine an: safehold study new {study}</translation>
  </message>
  <message>
   <source>Makes a session of recordings of other programs; files can be dropped here.</source>
   <translation>Macht aus Aufzeichnungen anderer Programme eine Sitzung; Dateien lassen sich hierher ziehen.</translation>
  </message>
  <message>
   <source>Makes the change again that was taken back.</source>
   <translation>Macht die zurückgenommene Änderung erneut.</translation>
  </message>
  <message>
   <source>Makes the chosen events one: of one code, coder and actor. A single one is merged with the next of its kind.</source>
   <translation>Fasst die gewählten Ereignisse zu einem zusammen: eines Codes, einer codierenden Person und derselben Handelnden. Ein einzelnes wird mit dem nächsten seiner Art zusammengefasst.</translation>
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
   <source>Making {path}</source>
   <translation>Anlegen von {path}</translation>
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
   <source>Map</source>
   <translation>Karte</translation>
  </message>
  <message>
   <source>Map of heart rate and vagal index</source>
   <translation>Karte von Herzfrequenz und vagalem Index</translation>
  </message>
  <message>
   <source>Map of {0}</source>
   <translation>Karte: {0}</translation>
  </message>
  <message>
   <source>Map of {0}:</source>
   <translation>Karte von {0}:</translation>
  </message>
  <message>
   <source>Map shows</source>
   <translation>Karte zeigt</translation>
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
   <source>marker</source>
   <translation>Marke</translation>
  </message>
  <message>
   <source>Marker stream that conducts</source>
   <translation>Markerstream, der steuert</translation>
  </message>
  <message>
   <source>marker, as it stands</source>
   <translation>Marker, wie es dasteht</translation>
  </message>
  <message>
   <source>Markers and ratings of other programs are not read.</source>
   <translation>Marker und Einschätzungen anderer Programme kommen nicht an.</translation>
  </message>
  <message>
   <source>Marks every number of this session: windows are shorter than the methods require. Good for a demonstration, not for an analysis.</source>
   <translation>Steht an jeder Zahl dieser Sitzung: Fenster kürzer, als die Methoden verlangen. Gut zum Vorführen, nicht zum Auswerten.</translation>
  </message>
  <message>
   <source>Marks for cameras</source>
   <translation>Marken für Kameras</translation>
  </message>
  <message>
   <source>Marks shown: {0}. {1} shows one now.</source>
   <translation>Marken gezeigt: {0}. {1} zeigt jetzt eine.</translation>
  </message>
  <message>
   <source>Marks the alarm under the header as seen; the journal keeps it.</source>
   <translation>Kennzeichnet den Alarm unter der Kopfzeile als gesehen; das Journal hält es fest.</translation>
  </message>
  <message>
   <source>may be</source>
   <translation>möglich</translation>
  </message>
  <message>
   <source>meaning</source>
   <translation>Bedeutung</translation>
  </message>
  <message>
   <source>measure</source>
   <translation>Maß</translation>
  </message>
  <message>
   <source>Measure</source>
   <translation>Maß</translation>
  </message>
  <message>
   <source>measurement not known</source>
   <translation>unbekannte Messung</translation>
  </message>
  <message>
   <source>Measures are shown in a replay: live they would change the session.</source>
   <translation>Maße zeigt die Wiedergabe: während der Sitzung würden sie diese verändern.</translation>
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
   <source>medication is noted for this person</source>
   <translation>für diese Person sind Medikamente vermerkt</translation>
  </message>
  <message>
   <source>Mend its package, or uninstall it.</source>
   <translation>Beheben Sie den Fehler im Paket oder deinstallieren Sie es.</translation>
  </message>
  <message>
   <source>Menu</source>
   <translation>Menü</translation>
  </message>
  <message>
   <source>Merge the chosen events</source>
   <translation>Gewählte Ereignisse zusammenfassen</translation>
  </message>
  <message>
   <source>Microphones cannot be used: {error}.</source>
   <translation>Mikrofone können nicht benutzt werden: {error}.</translation>
  </message>
  <message>
   <source>mild</source>
   <translation>leicht</translation>
  </message>
  <message>
   <source>milliseconds</source>
   <translation>Millisekunden</translation>
  </message>
  <message>
   <source>min</source>
   <translation>min</translation>
  </message>
  <message>
   <source>minute {0}</source>
   <translation>Minute {0}</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
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
   <source>Missing at the start for</source>
   <translation>Fehlt am Beginn für</translation>
  </message>
  <message>
   <source>missing before</source>
   <translation>fehlt davor</translation>
  </message>
  <message>
   <source>missing inputs are bridged</source>
   <translation>fehlende Eingaben werden überbrückt</translation>
  </message>
  <message>
   <source>Missing: {n_bytes_removed} bytes of broken chunks, and what came in the last moments before the recorder or the computer stopped (a quarter of a second when it was safehold's).</source>
   <translation>Es fehlen: {n_bytes_removed} Bytes zerstörter Blöcke und was in den letzten Augenblicken kam, bevor Rekorder oder Computer stehen blieben (eine Viertelsekunde, wenn es der Rekorder von safehold war).</translation>
  </message>
  <message>
   <source>Mistimed</source>
   <translation>Zur falschen Zeit</translation>
  </message>
  <message>
   <source>Mistrust</source>
   <translation>Misstrauen</translation>
  </message>
  <message>
   <source>Mixed</source>
   <translation>Beides</translation>
  </message>
  <message>
   <source>mm:ss that Excel took for hh:mm</source>
   <translation>mm:ss, das Excel für hh:mm hielt</translation>
  </message>
  <message>
   <source>MNE does not read it ({error})</source>
   <translation>MNE kann sie nicht lesen ({error})</translation>
  </message>
  <message>
   <source>MNE says: {text}.</source>
   <translation>MNE meldet: {text}.</translation>
  </message>
  <message>
   <source>MNE-Python (FIF)</source>
   <translation>MNE-Python (FIF)</translation>
  </message>
  <message>
   <source>modifier</source>
   <translation>Zusatz</translation>
  </message>
  <message>
   <source>More of</source>
   <translation>Mehr von</translation>
  </message>
  <message>
   <source>more samples arrived than could be read, {n_overruns} times</source>
   <translation>es kamen mehr Werte, als angenommen werden konnten, {n_overruns}-mal</translation>
  </message>
  <message>
   <source>more than 5 % of the baseline's intervals are flagged</source>
   <translation>mehr als 5 % der Intervalle der Ruhemessung sind beanstandet</translation>
  </message>
  <message>
   <source>most drift of heart rate</source>
   <translation>höchstens Drift der Herzfrequenz</translation>
  </message>
  <message>
   <source>most flagged intervals, share</source>
   <translation>höchstens markierte Intervalle, Anteil</translation>
  </message>
  <message>
   <source>Most likely it is in a marker of another program or in the session's name. If it may be exported, allow it (--names, or the box in the window): the manifest then says so.</source>
   <translation>Wahrscheinlich steht er in einem Text eines Markers von einem anderen Programm oder im Namen der Sitzung. Darf er hinaus, so erlauben Sie ihn (--names oder das Kästchen im Fenster): das Manifest sagt es dann.</translation>
  </message>
  <message>
   <source>mostly missing because</source>
   <translation>fehlt meist, weil</translation>
  </message>
  <message>
   <source>Move</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Move by mouse, wheel or arrow keys.</source>
   <translation>Mit Maus, Rad oder Pfeiltasten bewegen.</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Move it away, or name another file for the copy.</source>
   <translation>Verschieben Sie sie, oder nennen Sie eine andere Datei für die Kopie.</translation>
  </message>
  <message>
   <source>move the beat at {0}</source>
   <translation>Herzschlag bei {0} verschieben</translation>
  </message>
  <message>
   <source>Move the picture near to the clap, or mark the moment by hand.</source>
   <translation>Schieben Sie das Bild nahe an das Klatschen, oder markieren Sie den Zeitpunkt von Hand.</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Nach oben</translation>
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
   <source>Moves the chosen events by 0.1 s.</source>
   <translation>Verschiebt die gewählten Ereignisse um 0,1 s.</translation>
  </message>
  <message>
   <source>Moves the file against the session; nothing is kept until it is marked.</source>
   <translation>Verschiebt die Datei gegen die Sitzung; aufbewahrt wird erst, was markiert wird.</translation>
  </message>
  <message>
   <source>Moves what is chosen to where you clicked, or to the beat in the wave; or drag it.</source>
   <translation>Verschiebt das Ausgewählte dorthin, wo Sie geklickt haben, oder zum Herzschlag in der Kurve; oder ziehen Sie es.</translation>
  </message>
  <message>
   <source>ms, SD of the stamps</source>
   <translation>ms, Streuung der Zeitstempel</translation>
  </message>
  <message>
   <source>Multiverse</source>
   <translation>Multiversum</translation>
  </message>
  <message>
   <source>must let {ports} through, here and there</source>
   <translation>muss {ports} durchlassen, hier und dort</translation>
  </message>
  <message>
   <source>My own arousal</source>
   <translation>Meine eigene Erregung</translation>
  </message>
  <message>
   <source>Name a file in a folder that exists.</source>
   <translation>Nennen Sie eine Datei in einem Ordner, den es gibt.</translation>
  </message>
  <message>
   <source>Name a file that may be written.</source>
   <translation>Nennen Sie eine Datei, in die geschrieben werden darf.</translation>
  </message>
  <message>
   <source>Name a new folder.</source>
   <translation>Nennen Sie einen neuen Ordner.</translation>
  </message>
  <message>
   <source>Name a study folder with sessions.</source>
   <translation>Nennen Sie einen Studienordner mit Sitzungen.</translation>
  </message>
  <message>
   <source>Name as many people with --people, or say --person for each.</source>
   <translation>Nennen Sie mit --people ebenso viele Personen, oder geben Sie --person für jede Datei an.</translation>
  </message>
  <message>
   <source>Name each strap once.</source>
   <translation>Nennen Sie jeden Gurt einmal.</translation>
  </message>
  <message>
   <source>Name files inside the study folder; folders are not accepted.</source>
   <translation>Nennen Sie Dateien im Studienordner; Ordner werden nicht angenommen.</translation>
  </message>
  <message>
   <source>Name in tables</source>
   <translation>Name in Tabellen</translation>
  </message>
  <message>
   <source>Name of the study</source>
   <translation>Name der Studie</translation>
  </message>
  <message>
   <source>Name one by its source id: {ids}.</source>
   <translation>Nennen Sie einen mit seiner Quellkennung: {ids}.</translation>
  </message>
  <message>
   <source>Name one with --device.</source>
   <translation>Nennen Sie einen mit --device.</translation>
  </message>
  <message>
   <source>Name one, for example --within 0.3.</source>
   <translation>Nennen Sie einen, zum Beispiel --within 0.3.</translation>
  </message>
  <message>
   <source>Name the measure: letters, digits, spaces, at most 64.</source>
   <translation>Nennen Sie das Maß: Buchstaben, Ziffern, Leerzeichen, höchstens 64.</translation>
  </message>
  <message>
   <source>Name the others in KnownPeers.</source>
   <translation>Nennen Sie die anderen in KnownPeers.</translation>
  </message>
  <message>
   <source>Name the reader.</source>
   <translation>Nennen Sie das Leseprogramm.</translation>
  </message>
  <message>
   <source>Name them as their events do, or give --ratings SCALE.</source>
   <translation>Nennen Sie sie, wie ihre Ereignisse es tun, oder geben Sie --ratings SKALA an.</translation>
  </message>
  <message>
   <source>names another window than it was given</source>
   <translation>nennt ein anderes Fenster als das gegebene</translation>
  </message>
  <message>
   <source>Names own part</source>
   <translation>Nennt den eigenen Anteil</translation>
  </message>
  <message>
   <source>names the person in a place that is not known</source>
   <translation>nennt die Person an einer unbekannten Stelle</translation>
  </message>
  <message>
   <source>near baseline</source>
   <translation>nahe der Ruhemessung</translation>
  </message>
  <message>
   <source>near baseline below</source>
   <translation>nahe der Ruhemessung unter</translation>
  </message>
  <message>
   <source>near the lower threshold (ambiguous)</source>
   <translation>nahe unterer Schwelle (mehrdeutig)</translation>
  </message>
  <message>
   <source>Near the person's own baseline on both axes. It does not show what is felt, or whether that is what the session needs: ask.</source>
   <translation>Auf beiden Achsen nahe der eigenen Ruhemessung. Was jemand fühlt und ob es das ist, was die Sitzung braucht, zeigt es nicht: Fragen Sie.</translation>
  </message>
  <message>
   <source>near the upper threshold</source>
   <translation>nahe oberer Schwelle</translation>
  </message>
  <message>
   <source>near the upper threshold from</source>
   <translation>nahe der oberen Schwelle ab</translation>
  </message>
  <message>
   <source>near upper</source>
   <translation>nahe oberer</translation>
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
   <source>Needed when the file gives this person other thresholds.</source>
   <translation>Nötig, wenn die Datei dieser Person andere Schwellen gibt.</translation>
  </message>
  <message>
   <source>needs a look</source>
   <translation>bitte ansehen</translation>
  </message>
  <message>
   <source>Neither axis has clearly left the person's own baseline. Anything may lie behind it, including dissociation with normal autonomic function.</source>
   <translation>Keine Achse hat die eigene Ruhemessung deutlich verlassen. Dahinter kann alles liegen, auch Dissoziation bei normaler autonomer Funktion.</translation>
  </message>
  <message>
   <source>network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <source>Network {network!r} is unknown.</source>
   <translation>Das Netz {network!r} ist unbekannt.</translation>
  </message>
  <message>
   <source>new</source>
   <translation>neu</translation>
  </message>
  <message>
   <source>New entry</source>
   <translation>Neuer Eintrag</translation>
  </message>
  <message>
   <source>New session</source>
   <translation>Neue Sitzung</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Next beat</source>
   <translation>Nächster Herzschlag</translation>
  </message>
  <message>
   <source>Next breath</source>
   <translation>Nächster Atemzug</translation>
  </message>
  <message>
   <source>Next code: 10 s ago</source>
   <translation>Nächster Code: vor 10 s</translation>
  </message>
  <message>
   <source>Next code: 5 s ago</source>
   <translation>Nächster Code: vor 5 s</translation>
  </message>
  <message>
   <source>Next code: actor</source>
   <translation>Nächster Code: wer</translation>
  </message>
  <message>
   <source>Next code: as usual</source>
   <translation>Nächster Code: wie sonst</translation>
  </message>
  <message>
   <source>Next code: other shape</source>
   <translation>Nächster Code: andere Form</translation>
  </message>
  <message>
   <source>Next code: since the last event</source>
   <translation>Nächster Code: seit dem letzten Ereignis</translation>
  </message>
  <message>
   <source>Next difference</source>
   <translation>Nächster Unterschied</translation>
  </message>
  <message>
   <source>Next event</source>
   <translation>Nächstes Ereignis</translation>
  </message>
  <message>
   <source>Next excursion</source>
   <translation>Nächstes Verlassen des Bereichs</translation>
  </message>
  <message>
   <source>Next place where ratings part</source>
   <translation>Nächste Stelle, an der Einschätzungen auseinandergehen</translation>
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
   <source>Next stretch</source>
   <translation>Nächster Abschnitt</translation>
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
   <source>No baseline has been taken yet: there is none to take again.</source>
   <translation>Noch keine Ruhemessung wurde gemacht: es gibt keine zu wiederholen.</translation>
  </message>
  <message>
   <source>No baseline is running: nothing was ended.</source>
   <translation>Keine Ruhemessung läuft: nichts wurde beendet.</translation>
  </message>
  <message>
   <source>no baseline yet</source>
   <translation>noch keine Ruhemessung</translation>
  </message>
  <message>
   <source>No beat and no breath is flagged: there is nothing to review.</source>
   <translation>Kein Herzschlag und kein Atemzug ist beanstandet: Es gibt nichts durchzusehen.</translation>
  </message>
  <message>
   <source>no beat for so long that the rate of the others would be too high</source>
   <translation>so lange kein Herzschlag, dass die Herzfrequenz aus den übrigen zu hoch wäre</translation>
  </message>
  <message>
   <source>No beat is known after this moment.</source>
   <translation>Nach diesem Zeitpunkt ist kein Herzschlag bekannt.</translation>
  </message>
  <message>
   <source>No beat is known before this moment.</source>
   <translation>Vor diesem Zeitpunkt ist kein Herzschlag bekannt.</translation>
  </message>
  <message>
   <source>no beat is there</source>
   <translation>dort ist kein Herzschlag</translation>
  </message>
  <message>
   <source>no beat yet</source>
   <translation>noch kein Schlag</translation>
  </message>
  <message>
   <source>No Bluetooth device {wanted!r} was found.</source>
   <translation>Kein Bluetooth-Gerät {wanted!r} in Reichweite.</translation>
  </message>
  <message>
   <source>No breath is known after this moment.</source>
   <translation>Nach diesem Zeitpunkt ist kein Atemzug bekannt.</translation>
  </message>
  <message>
   <source>No breath is known before this moment.</source>
   <translation>Vor diesem Zeitpunkt ist kein Atemzug bekannt.</translation>
  </message>
  <message>
   <source>No camera mark came: look at the window of 'safehold sync'.</source>
   <translation>Es kam keine Kameramarke: Sehen Sie nach dem Fenster von „safehold sync“.</translation>
  </message>
  <message>
   <source>no channel in it holds a sample</source>
   <translation>kein Kanal darin enthält einen Messwert</translation>
  </message>
  <message>
   <source>no column beside the times holds numbers</source>
   <translation>außer den Zeiten enthält keine Spalte Zahlen</translation>
  </message>
  <message>
   <source>no column with an onset and one with a code ({names})</source>
   <translation>keine Spalte mit einem Beginn und eine mit einem Code ({names})</translation>
  </message>
  <message>
   <source>No curve was computed yet.</source>
   <translation>Es wurde noch keine Kurve berechnet.</translation>
  </message>
  <message>
   <source>No Dask scheduler answers at {scheduler}.</source>
   <translation>Unter {scheduler} antwortet kein Dask-Scheduler.</translation>
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
   <source>no data for {age:.0f} s</source>
   <translation>seit {age:.0f} s keine Daten</translation>
  </message>
  <message>
   <source>no data yet</source>
   <translation>noch keine Daten</translation>
  </message>
  <message>
   <source>no data yet, after {seconds:.0f} s</source>
   <translation>noch keine Daten, nach {seconds:.0f} s</translation>
  </message>
  <message>
   <source>No dates</source>
   <translation>Ohne Datum</translation>
  </message>
  <message>
   <source>No display: neither DISPLAY nor WAYLAND_DISPLAY is set.</source>
   <translation>Kein Bildschirm: weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt.</translation>
  </message>
  <message>
   <source>no distress</source>
   <translation>keine Belastung</translation>
  </message>
  <message>
   <source>no ECG looks like that</source>
   <translation>kein EKG ist so</translation>
  </message>
  <message>
   <source>No effect was named.</source>
   <translation>Es wurde kein Effekt genannt.</translation>
  </message>
  <message>
   <source>No event has been coded by key yet: there is none to add to.</source>
   <translation>Noch kein Ereignis wurde mit einer Taste codiert: es gibt keines, von dem sich mehr sagen ließe.</translation>
  </message>
  <message>
   <source>no exponential decay can be fitted</source>
   <translation>kein exponentielles Abklingen anpassbar</translation>
  </message>
  <message>
   <source>No file yet.</source>
   <translation>Noch keine Datei.</translation>
  </message>
  <message>
   <source>No font is installed, so the window would be without words.</source>
   <translation>Keine Schrift ist installiert; das Fenster hätte keine Wörter.</translation>
  </message>
  <message>
   <source>no footer for stream {key}</source>
   <translation>kein Schlussblock von Stream {key}</translation>
  </message>
  <message>
   <source>no heart signal was found</source>
   <translation>kein Herzsignal gefunden</translation>
  </message>
  <message>
   <source>no heart signal was recorded</source>
   <translation>es wurde kein Herzsignal aufgezeichnet</translation>
  </message>
  <message>
   <source>No heart-rate strap is in range.</source>
   <translation>Kein Herzfrequenzgurt ist in Reichweite.</translation>
  </message>
  <message>
   <source>no interface with an IPv4 address</source>
   <translation>keine Schnittstelle mit IPv4-Adresse</translation>
  </message>
  <message>
   <source>no JSON beside or above it says {error}</source>
   <translation>keine JSON-Datei daneben oder darüber nennt {error}</translation>
  </message>
  <message>
   <source>no live engine ran</source>
   <translation>es wurde nichts live berechnet</translation>
  </message>
  <message>
   <source>No longer stretch of time can be shown.</source>
   <translation>Länger lässt sich die Zeitstrecke nicht zeigen.</translation>
  </message>
  <message>
   <source>No loudspeaker: marks are flashes only.</source>
   <translation>Kein Lautsprecher: Die Marken sind nur Blitze.</translation>
  </message>
  <message>
   <source>No LSL stream was found.</source>
   <translation>Es wurde kein LSL-Stream gefunden.</translation>
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
   <source>no notes yet: {0} writes one</source>
   <translation>noch keine Notizen: {0} schreibt eine</translation>
  </message>
  <message>
   <source>no number: signal quality, phase and events</source>
   <translation>keine Zahl: Signalgüte, Phase und Ereignisse</translation>
  </message>
  <message>
   <source>no other program's stream is seen</source>
   <translation>kein Stream eines anderen Programms zu sehen</translation>
  </message>
  <message>
   <source>no paced-breathing calibration was made</source>
   <translation>keine Eichung mit Taktatmung</translation>
  </message>
  <message>
   <source>No phase is running: nothing was ended.</source>
   <translation>Keine Phase läuft: nichts wurde beendet.</translation>
  </message>
  <message>
   <source>No phase marked</source>
   <translation>Keine Phase markiert</translation>
  </message>
  <message>
   <source>No predictor is named.</source>
   <translation>Es ist kein Prädiktor genannt.</translation>
  </message>
  <message>
   <source>No profile is chosen.</source>
   <translation>Kein Profil ist gewählt.</translation>
  </message>
  <message>
   <source>No proposal: accept it as it is, or edit it.</source>
   <translation>Kein Vorschlag: nehmen Sie es an, wie es ist, oder bearbeiten Sie es.</translation>
  </message>
  <message>
   <source>No ratings part ways after this moment.</source>
   <translation>Nach diesem Zeitpunkt gehen keine Einschätzungen auseinander.</translation>
  </message>
  <message>
   <source>No ratings part ways before this moment.</source>
   <translation>Vor diesem Zeitpunkt gehen keine Einschätzungen auseinander.</translation>
  </message>
  <message>
   <source>No receipt could be made.</source>
   <translation>Es konnte keine Quittung gemacht werden.</translation>
  </message>
  <message>
   <source>No recorder is recording into {path}.</source>
   <translation>Kein Rekorder zeichnet nach {path} auf.</translation>
  </message>
  <message>
   <source>No recorder is running: there is nothing to stop.</source>
   <translation>Kein Rekorder läuft: es gibt nichts zu beenden.</translation>
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
   <source>no result within {seconds:g} s</source>
   <translation>kein Ergebnis in {seconds:g} s</translation>
  </message>
  <message>
   <source>No samples are read; curves, zones and numbers stand still.</source>
   <translation>Es kommen keine Messwerte an; Kurven, Zonen und Zahlen stehen still.</translation>
  </message>
  <message>
   <source>no samples are there</source>
   <translation>dort gibt es keine Messwerte</translation>
  </message>
  <message>
   <source>no samples here</source>
   <translation>hier sind keine Messwerte</translation>
  </message>
  <message>
   <source>No sensor has been checked yet: none was turned over.</source>
   <translation>Noch wurde kein Sensor geprüft: keiner wurde umgedreht.</translation>
  </message>
  <message>
   <source>No sensor seems to be upside down.</source>
   <translation>Kein Sensor scheint verkehrt herum zu sein.</translation>
  </message>
  <message>
   <source>No sensor was recorded.</source>
   <translation>Kein Sensor wurde aufgezeichnet.</translation>
  </message>
  <message>
   <source>no session</source>
   <translation>keine Sitzung</translation>
  </message>
  <message>
   <source>No session has an outcome {name!r} of the {role}.</source>
   <translation>Keine Sitzung hat ein Ergebnis {name!r} von {role}.</translation>
  </message>
  <message>
   <source>No session of {study} can be exported.</source>
   <translation>Keine Sitzung von {study} lässt sich exportieren.</translation>
  </message>
  <message>
   <source>No session yet. Three steps:</source>
   <translation>Noch keine Sitzung. Drei Schritte:</translation>
  </message>
  <message>
   <source>no session.json says who took part: look yourself</source>
   <translation>keine session.json sagt, wer teilnahm: sehen Sie selbst nach</translation>
  </message>
  <message>
   <source>No session: it holds recordings of another program. 'safehold import' makes a session of them.</source>
   <translation>Keine Sitzung: Der Ordner enthält Aufzeichnungen eines anderen Programms. 'safehold import' macht daraus eine Sitzung.</translation>
  </message>
  <message>
   <source>No session: the folder is empty.</source>
   <translation>Keine Sitzung: Der Ordner ist leer.</translation>
  </message>
  <message>
   <source>no sheet in it holds a table</source>
   <translation>kein Blatt darin enthält eine Tabelle</translation>
  </message>
  <message>
   <source>No shorter stretch of time can be shown.</source>
   <translation>Kürzer lässt sich die Zeitstrecke nicht zeigen.</translation>
  </message>
  <message>
   <source>No signal can be played: {signals}.</source>
   <translation>Kein Signal kann abgespielt werden: {signals}.</translation>
  </message>
  <message>
   <source>no skin contact.</source>
   <translation>kein Hautkontakt.</translation>
  </message>
  <message>
   <source>No sound is kept or sent: neither on disk nor over the network. Kept is only who speaks when, how sure that is, and how loud it is, 31 times a second.</source>
   <translation>Es wird kein Ton gespeichert oder gesendet: weder auf dem Datenträger noch über das Netz. Festgehalten wird nur, wer wann spricht, wie sicher das ist und wie laut es ist, 31-mal in der Sekunde.</translation>
  </message>
  <message>
   <source>no source id: after a restart of its program it is not found again</source>
   <translation>keine Quellkennung: Nach einem Neustart seines Programms wird er nicht wiedergefunden</translation>
  </message>
  <message>
   <source>No specification has enough sessions to say anything.</source>
   <translation>Keine Spezifikation hat genug Sitzungen, um etwas zu sagen.</translation>
  </message>
  <message>
   <source>no stream</source>
   <translation>kein Stream</translation>
  </message>
  <message>
   <source>no stream in it holds a sample</source>
   <translation>kein Stream darin enthält einen Messwert</translation>
  </message>
  <message>
   <source>No stream is offered for a missing one.</source>
   <translation>Kein Stream wird für einen fehlenden angeboten.</translation>
  </message>
  <message>
   <source>No stream is offered for it any more: nothing was changed.</source>
   <translation>Dafür wird kein Stream mehr angeboten: nichts wurde geändert.</translation>
  </message>
  <message>
   <source>no stream of this kind is connected for this person</source>
   <translation>für diese Person ist kein solcher Stream verbunden</translation>
  </message>
  <message>
   <source>no stream of this kind is there</source>
   <translation>es gibt keinen solchen Stream</translation>
  </message>
  <message>
   <source>No stream yet.</source>
   <translation>Noch kein Stream.</translation>
  </message>
  <message>
   <source>No stream {name!r} answered in {wait_s:g} s.</source>
   <translation>Kein Stream {name!r} hat in {wait_s:g} s geantwortet.</translation>
  </message>
  <message>
   <source>No stretch is shown: go to one first.</source>
   <translation>Kein Abschnitt ist im Bild: Gehen Sie zuerst zu einem.</translation>
  </message>
  <message>
   <source>No study code was given.</source>
   <translation>Es wurde kein Kürzel angegeben.</translation>
  </message>
  <message>
   <source>no tick was published in these seconds</source>
   <translation>für diese Sekunden wurde nichts gesendet</translation>
  </message>
  <message>
   <source>no usable respiration to interpret the index with</source>
   <translation>keine brauchbare Atmung, um den Index zu deuten</translation>
  </message>
  <message>
   <source>no vagal index: heart rate alone, stricter threshold</source>
   <translation>kein vagaler Index: nur Herzfrequenz, strengere Schwelle</translation>
  </message>
  <message>
   <source>No value yet: touch the bar, or type a number.</source>
   <translation>Noch kein Wert: die Leiste berühren oder eine Zahl tippen.</translation>
  </message>
  <message>
   <source>No video or sound lies beside this session yet; {0} adds one.</source>
   <translation>Dieser Sitzung ist noch kein Video und kein Ton zugeordnet; {0} fügt eines hinzu.</translation>
  </message>
  <message>
   <source>No window is installed.</source>
   <translation>Kein Fenster ist installiert.</translation>
  </message>
  <message>
   <source>No {count} ports in a row are free from {first} to {last}.</source>
   <translation>Von {first} bis {last} sind keine {count} Ports hintereinander frei.</translation>
  </message>
  <message>
   <source>no.</source>
   <translation>Nr.</translation>
  </message>
  <message>
   <source>nobody</source>
   <translation>niemand</translation>
  </message>
  <message>
   <source>Nobody can tell whether the recording is still on the disk: {why}.</source>
   <translation>Ob die Aufzeichnung noch auf dem Datenträger ist, weiß niemand: {why}.</translation>
  </message>
  <message>
   <source>nobody coded speech, and shared turns of speech look the same</source>
   <translation>niemand codierte Sprechen, und gemeinsame Sprechwechsel sehen gleich aus</translation>
  </message>
  <message>
   <source>Nobody has a stream with a sampling rate, so there is no signal to write.</source>
   <translation>Niemand hat einen Stream mit Abtastrate, also gibt es kein Signal zu schreiben.</translation>
  </message>
  <message>
   <source>nobody in particular</source>
   <translation>niemand Bestimmtes</translation>
  </message>
  <message>
   <source>Nobody in {study} has the study code {study_code!r}.</source>
   <translation>Niemand in {study} hat das Kürzel {study_code!r}.</translation>
  </message>
  <message>
   <source>Nobody is asked: no {role} of this session has a scale.</source>
   <translation>Niemand wird gefragt: in dieser Sitzung hat die Rolle {role} keine Skala.</translation>
  </message>
  <message>
   <source>Nobody is called {person!r}.</source>
   <translation>Niemand heißt {person!r}.</translation>
  </message>
  <message>
   <source>Nobody leaves their own range after this moment.</source>
   <translation>Nach diesem Zeitpunkt verlässt niemand den eigenen Bereich.</translation>
  </message>
  <message>
   <source>Nobody leaves their own range before this moment.</source>
   <translation>Vor diesem Zeitpunkt verlässt niemand den eigenen Bereich.</translation>
  </message>
  <message>
   <source>Nobody takes part.</source>
   <translation>Niemand nimmt teil.</translation>
  </message>
  <message>
   <source>Nobody wears a belt or an ECG in this session.</source>
   <translation>In dieser Sitzung trägt niemand einen Gurt oder ein EKG.</translation>
  </message>
  <message>
   <source>nobody's</source>
   <translation>niemand</translation>
  </message>
  <message>
   <source>Nobody's heart or breathing is in the recording.</source>
   <translation>Die Aufzeichnung enthält von niemandem Herz oder Atmung.</translation>
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
   <source>none coded</source>
   <translation>nicht codiert</translation>
  </message>
  <message>
   <source>none is installed</source>
   <translation>keine installiert</translation>
  </message>
  <message>
   <source>none of its files holds a sample</source>
   <translation>keine ihrer Dateien enthält einen Messwert</translation>
  </message>
  <message>
   <source>none of its segments holds a sample</source>
   <translation>keines ihrer Segmente enthält einen Messwert</translation>
  </message>
  <message>
   <source>None of the session's camera marks was found in the file.</source>
   <translation>In der Datei wurde keine Kameramarke der Sitzung gefunden.</translation>
  </message>
  <message>
   <source>None of the signals is anybody's heart or breathing.</source>
   <translation>Keines der Signale ist jemandes Herz oder Atmung.</translation>
  </message>
  <message>
   <source>None of the signals is anybody's heart or breathing. Choose one and say below what it is and whose.</source>
   <translation>Keines der Signale ist jemandes Herz oder Atmung. Wählen Sie eines, und geben Sie unten an, was es ist und wessen.</translation>
  </message>
  <message>
   <source>None of the {n_found} streams found ({names}) is a heart or respiration stream of a participant.{hint}</source>
   <translation>Keiner der {n_found} gefundenen Streams ({names}) ist ein Herz- oder Atemstream von jemandem.{hint}</translation>
  </message>
  <message>
   <source>None of them is the heart or the respiration of a participant. Choose a stream and say below whose it is.</source>
   <translation>Keiner davon ist Herz oder Atmung einer teilnehmenden Person. Wählen Sie einen Stream und sagen Sie darunter, wessen er ist.</translation>
  </message>
  <message>
   <source>nonverbal</source>
   <translation>nonverbal</translation>
  </message>
  <message>
   <source>not a length of a time stamp</source>
   <translation>keine Länge eines Zeitstempels</translation>
  </message>
  <message>
   <source>not a variable-length integer</source>
   <translation>keine Ganzzahl variabler Länge</translation>
  </message>
  <message>
   <source>not an answer of the control point</source>
   <translation>keine Antwort des Steuerkanals</translation>
  </message>
  <message>
   <source>not an ordinary file</source>
   <translation>keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>not at all safe</source>
   <translation>gar nicht sicher</translation>
  </message>
  <message>
   <source>not computed yet: 'safehold study process' does it for all sessions</source>
   <translation>noch nicht berechnet: „safehold study process“ tut es für alle Sitzungen</translation>
  </message>
  <message>
   <source>NOT COMPUTING</source>
   <translation>RECHNET NICHT</translation>
  </message>
  <message>
   <source>Not everything is as it should be: {wrong}.</source>
   <translation>Nicht alles ist, wie es sein soll: {wrong}.</translation>
  </message>
  <message>
   <source>Not everything is as it should be: {wrong}. Besides, {worst}.</source>
   <translation>Nicht alles ist, wie es sein soll: {wrong}. Außerdem: {worst}.</translation>
  </message>
  <message>
   <source>not explained</source>
   <translation>nicht erklärt</translation>
  </message>
  <message>
   <source>not final yet</source>
   <translation>noch nicht endgültig</translation>
  </message>
  <message>
   <source>Not found: mark {numbers}.</source>
   <translation>Nicht gefunden: Marke {numbers}.</translation>
  </message>
  <message>
   <source>not installed (only 'safehold bridge' needs it)</source>
   <translation>nicht installiert (nur 'safehold bridge' braucht es)</translation>
  </message>
  <message>
   <source>not installed: {missing}</source>
   <translation>nicht installiert: {missing}</translation>
  </message>
  <message>
   <source>Not known: the recording has no receipt yet. Check the session.</source>
   <translation>Nicht bekannt: Die Aufzeichnung hat noch keine Quittung. Prüfen Sie die Sitzung.</translation>
  </message>
  <message>
   <source>Not placed. {0}</source>
   <translation>Nicht zugeordnet. {0}</translation>
  </message>
  <message>
   <source>not possible</source>
   <translation>nicht möglich</translation>
  </message>
  <message>
   <source>not possible now</source>
   <translation>jetzt nicht möglich</translation>
  </message>
  <message>
   <source>not read here</source>
   <translation>kommt hier nicht an</translation>
  </message>
  <message>
   <source>Not ready</source>
   <translation>Nicht bereit</translation>
  </message>
  <message>
   <source>not recorded</source>
   <translation>nicht aufgezeichnet</translation>
  </message>
  <message>
   <source>not recording</source>
   <translation>keine Aufzeichnung</translation>
  </message>
  <message>
   <source>Not saved yet. Back once more drops the changes.</source>
   <translation>Noch nicht gespeichert. Noch einmal Zurück verwirft die Änderungen.</translation>
  </message>
  <message>
   <source>not seen</source>
   <translation>nicht gesehen</translation>
  </message>
  <message>
   <source>not supported</source>
   <translation>nicht unterstützt</translation>
  </message>
  <message>
   <source>not sure</source>
   <translation>nicht sicher</translation>
  </message>
  <message>
   <source>not there; IPv4 is enough</source>
   <translation>nicht vorhanden; IPv4 genügt</translation>
  </message>
  <message>
   <source>not used with --network loopback</source>
   <translation>mit --network loopback nicht verwendet</translation>
  </message>
  <message>
   <source>not written by safehold; it contains {what}</source>
   <translation>nicht von safehold geschrieben; darin steht {what}</translation>
  </message>
  <message>
   <source>not written by safehold; its name or folder has the person</source>
   <translation>nicht von safehold geschrieben; Name oder Ordner nennt die Person</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>Note the time. See recorder.log in the session's folder for the reason.</source>
   <translation>Notieren Sie die Zeit. Der Grund steht in recorder.log im Ordner der Sitzung.</translation>
  </message>
  <message>
   <source>note, then Enter (Esc drops it)</source>
   <translation>Notiz, dann Eingabe (Esc verwirft)</translation>
  </message>
  <message>
   <source>note: {0}</source>
   <translation>Notiz: {0}</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Notizen</translation>
  </message>
  <message>
   <source>Nothing has been computed again yet.</source>
   <translation>Es wurde noch nichts neu berechnet.</translation>
  </message>
  <message>
   <source>nothing has been computed yet</source>
   <translation>noch ist nichts berechnet</translation>
  </message>
  <message>
   <source>Nothing has been computed.</source>
   <translation>Noch nichts berechnet.</translation>
  </message>
  <message>
   <source>Nothing has been made yet.</source>
   <translation>Noch ist nichts angelegt.</translation>
  </message>
  <message>
   <source>nothing in the header says what it is</source>
   <translation>nichts im Kopf sagt, was es ist</translation>
  </message>
  <message>
   <source>Nothing in the span is used: the one drawn with Shift, else the stretch; a second press takes it back.</source>
   <translation>In der Spanne wird nichts verwendet: in der mit Umschalt gezogenen, sonst im Abschnitt; ein zweiter Druck nimmt es zurück.</translation>
  </message>
  <message>
   <source>Nothing is chosen: choose a beat with the arrow keys or a click.</source>
   <translation>Nichts ist ausgewählt: Wählen Sie einen Herzschlag mit den Pfeiltasten oder einem Klick aus.</translation>
  </message>
  <message>
   <source>Nothing is compared while values are not shown.</source>
   <translation>Solange keine Werte gezeigt werden, wird nichts verglichen.</translation>
  </message>
  <message>
   <source>Nothing is computed again while values are not shown.</source>
   <translation>Solange keine Werte gezeigt werden, wird nichts neu berechnet.</translation>
  </message>
  <message>
   <source>nothing is computed now</source>
   <translation>jetzt wird nichts berechnet</translation>
  </message>
  <message>
   <source>Nothing is computed; curves, zones and numbers stand still.</source>
   <translation>Nichts wird berechnet; Kurven, Zonen und Zahlen stehen still.</translation>
  </message>
  <message>
   <source>Nothing is flagged</source>
   <translation>Nichts ist beanstandet</translation>
  </message>
  <message>
   <source>Nothing is missing. A participant withdrew since: see the note.</source>
   <translation>Nichts fehlt. Seither hat jemand die Teilnahme widerrufen: siehe Hinweis.</translation>
  </message>
  <message>
   <source>Nothing is missing: every sensor delivered from start to stop.</source>
   <translation>Nichts fehlt: Jeder Sensor lieferte vom Start bis zum Ende.</translation>
  </message>
  <message>
   <source>nothing is recorded yet</source>
   <translation>noch wird nichts aufgezeichnet</translation>
  </message>
  <message>
   <source>Nothing is recorded yet; codes can be changed.</source>
   <translation>Noch wird nichts aufgezeichnet; Kürzel können geändert werden.</translation>
  </message>
  <message>
   <source>Nothing is set for the next code.</source>
   <translation>Für den nächsten Code ist nichts eingestellt.</translation>
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
   <source>Nothing of this stretch has been computed yet, or its values are not shown.</source>
   <translation>Von dieser Strecke ist noch nichts berechnet, oder ihre Werte werden nicht gezeigt.</translation>
  </message>
  <message>
   <source>nothing recorded</source>
   <translation>nichts aufgezeichnet</translation>
  </message>
  <message>
   <source>Nothing says how the files lie to each other in time: {names} names no start.</source>
   <translation>Nichts sagt, wie die Dateien zeitlich zueinander liegen: {names} nennt keinen Beginn.</translation>
  </message>
  <message>
   <source>nothing says what it is</source>
   <translation>nichts sagte, was es ist</translation>
  </message>
  <message>
   <source>nothing says whose it is: it is recorded, but not used</source>
   <translation>nichts sagt, wessen er ist: Er wird aufgezeichnet, aber nicht verwendet</translation>
  </message>
  <message>
   <source>Nothing says whose the streams are: they were assigned to one person, p1.</source>
   <translation>Nirgends steht, von wem die Streams sind: Sie wurden einer einzigen Person zugeordnet, p1.</translation>
  </message>
  <message>
   <source>Nothing says whose these streams are, so they were not used: {names}. Set it with 'safehold streams', then export again.</source>
   <translation>Nirgends steht, von wem diese Streams sind; sie wurden nicht verwendet: {names}. Legen Sie es mit 'safehold streams' fest, und exportieren Sie noch einmal.</translation>
  </message>
  <message>
   <source>nothing tells how exact that is</source>
   <translation>wie genau das ist, zeigt nichts</translation>
  </message>
  <message>
   <source>Nothing tells whether the file was paused somewhere: look at it elsewhere.</source>
   <translation>Nichts verrät, ob die Datei irgendwo angehalten wurde: Sehen Sie an anderen Stellen nach.</translation>
  </message>
  <message>
   <source>Nothing was changed.</source>
   <translation>Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Nothing was coded in this replay that could be undone.</source>
   <translation>In dieser Wiedergabe wurde nichts codiert, das sich zurücknehmen ließe.</translation>
  </message>
  <message>
   <source>nothing was computed for this span</source>
   <translation>für diese Spanne wurde nichts berechnet</translation>
  </message>
  <message>
   <source>Nothing was edited in this replay that could be undone.</source>
   <translation>In dieser Wiedergabe wurde nichts bearbeitet, das zurückgenommen werden könnte.</translation>
  </message>
  <message>
   <source>Nothing was entered that could be taken back.</source>
   <translation>Es wurde nichts eingetragen, das sich zurücknehmen ließe.</translation>
  </message>
  <message>
   <source>Nothing was exported yet.</source>
   <translation>Noch nichts wurde exportiert.</translation>
  </message>
  <message>
   <source>nothing was found there</source>
   <translation>dort wurde nichts gefunden</translation>
  </message>
  <message>
   <source>Nothing was processed yet.</source>
   <translation>Es wurde noch nichts verarbeitet.</translation>
  </message>
  <message>
   <source>Nothing was published live: compared with its own parameters.</source>
   <translation>Live wurde nichts gesendet: verglichen mit ihren eigenen Parametern.</translation>
  </message>
  <message>
   <source>nothing was recorded for {gap:.1f} s between {part} and it</source>
   <translation>zwischen {part} und ihm wurde {gap:.1f} s lang nichts aufgezeichnet</translation>
  </message>
  <message>
   <source>nothing was recorded for {time} between parts</source>
   <translation>zwischen den Teilen wurde {time} lang nichts aufgezeichnet</translation>
  </message>
  <message>
   <source>Nothing watches this session any more: there will be no alarms.</source>
   <translation>Nichts überwacht diese Sitzung mehr: Es kommen keine Alarme.</translation>
  </message>
  <message>
   <source>Notices</source>
   <translation>Hinweise</translation>
  </message>
  <message>
   <source>Notices: {0}</source>
   <translation>Hinweise: {0}</translation>
  </message>
  <message>
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <source>number</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <source>numbers that spell the code, perhaps by chance</source>
   <translation>Zahlen, die das Kürzel ergeben, vielleicht durch Zufall</translation>
  </message>
  <message>
   <source>Observer</source>
   <translation>Beobachtung</translation>
  </message>
  <message>
   <source>observer</source>
   <translation>beobachtende Person</translation>
  </message>
  <message>
   <source>observer cannot tell the person's arousal</source>
   <translation>die Erregung der Person ist nicht zu erkennen</translation>
  </message>
  <message>
   <source>of</source>
   <translation>von</translation>
  </message>
  <message>
   <source>Of a pacer: 4 to 30.</source>
   <translation>Eines Taktgebers: 4 bis 30.</translation>
  </message>
  <message>
   <source>of whom</source>
   <translation>von wem</translation>
  </message>
  <message>
   <source>of {n} from {first} on, UDP {udp} and TCP {tcp} free; {room}</source>
   <translation>von {n} ab {first} sind UDP {udp} und TCP {tcp} frei; {room}</translation>
  </message>
  <message>
   <source>off: nothing will be kept</source>
   <translation>aus: nichts wird aufbewahrt</translation>
  </message>
  <message>
   <source>offers neither the heart-rate service nor Polar's measurements.</source>
   <translation>bietet weder den Herzfrequenz-Dienst noch Messungen von Polar.</translation>
  </message>
  <message>
   <source>Offset</source>
   <translation>Versatz</translation>
  </message>
  <message>
   <source>offset {offset:+.2f} ms, known to {uncertainty:.2f} ms</source>
   <translation>Versatz {offset:+.2f} ms, auf {uncertainty:.2f} ms bekannt</translation>
  </message>
  <message>
   <source>On another computer? Then use --network lan here.</source>
   <translation>Auf einem anderen Computer? Dann hier --network lan verwenden.</translation>
  </message>
  <message>
   <source>On Debian or Ubuntu: sudo apt install {packages}.</source>
   <translation>Unter Debian oder Ubuntu: sudo apt install {packages}.</translation>
  </message>
  <message>
   <source>On Linux: sudo apt install bluez; sudo systemctl start dbus bluetooth</source>
   <translation>Unter Linux: sudo apt install bluez; sudo systemctl start dbus bluetooth</translation>
  </message>
  <message>
   <source>On show</source>
   <translation>Gezeigt</translation>
  </message>
  <message>
   <source>once</source>
   <translation>einmal</translation>
  </message>
  <message>
   <source>One event or span is one: it is described, not tested.</source>
   <translation>Ein Ereignis oder Abschnitt ist eines: Es wird beschrieben, nicht geprüft.</translation>
  </message>
  <message>
   <source>One lower-case letter.</source>
   <translation>Ein Kleinbuchstabe.</translation>
  </message>
  <message>
   <source>one marker cannot start and stop the recording.</source>
   <translation>ein Marker kann die Aufzeichnung nicht starten und beenden.</translation>
  </message>
  <message>
   <source>One of the file, or a new name</source>
   <translation>Eines aus der Datei oder ein neuer Name</translation>
  </message>
  <message>
   <source>one of the two courses never changes</source>
   <translation>einer der beiden Verläufe ändert sich nie</translation>
  </message>
  <message>
   <source>one RR value for too long: its program stands still, or a pacemaker paces</source>
   <translation>ein RR-Wert zu lange gleich: das Programm steht, oder ein Schrittmacher gibt den Takt</translation>
  </message>
  <message>
   <source>One strap is named twice.</source>
   <translation>Ein Gurt ist doppelt genannt.</translation>
  </message>
  <message>
   <source>One thing must be put right; what to do stands beside it.</source>
   <translation>Eines muss in Ordnung gebracht werden; was zu tun ist, steht daneben.</translation>
  </message>
  <message>
   <source>Only events of one code, coder and actor can be merged.</source>
   <translation>Nur Ereignisse eines Codes, einer codierenden Person und derselben Handelnden lassen sich zusammenfassen.</translation>
  </message>
  <message>
   <source>Only intervals exclude one another: kind = "interval".</source>
   <translation>Nur Intervalle schließen einander aus: kind = "interval".</translation>
  </message>
  <message>
   <source>Only these seconds of session time (may be empty)</source>
   <translation>Nur diese Sekunden der Sitzungszeit (kann leer bleiben)</translation>
  </message>
  <message>
   <source>Only what is said at the speed of time is kept.</source>
   <translation>Nur was in Echtzeit angegeben wird, wird aufbewahrt.</translation>
  </message>
  <message>
   <source>only who records</source>
   <translation>nur wer aufzeichnet</translation>
  </message>
  <message>
   <source>Only {0} events, fewer than 5: means of so few say little, and there is no test.</source>
   <translation>Nur {0} Ereignisse, weniger als 5: Mittelwerte so weniger sagen wenig, und es gibt keinen Test.</translation>
  </message>
  <message>
   <source>only: {0}</source>
   <translation>nur: {0}</translation>
  </message>
  <message>
   <source>onset</source>
   <translation>Beginn</translation>
  </message>
  <message>
   <source>Onset</source>
   <translation>Beginn</translation>
  </message>
  <message>
   <source>onsets matched</source>
   <translation>gleiche Beginne</translation>
  </message>
  <message>
   <source>Onsets within {0:g} s are one event. Two who agree may both be wrong.</source>
   <translation>Beginne innerhalb von {0:g} s sind ein Ereignis. Zwei, die übereinstimmen, können beide irren.</translation>
  </message>
  <message>
   <source>open</source>
   <translation>offen</translation>
  </message>
  <message>
   <source>Open it for reading only.</source>
   <translation>Öffnen Sie sie nur zum Lesen.</translation>
  </message>
  <message>
   <source>Open it in AcqKnowledge and save it again, or export it as text.</source>
   <translation>Öffnen Sie sie in AcqKnowledge und speichern Sie sie neu, oder exportieren Sie sie als Text.</translation>
  </message>
  <message>
   <source>Open it with the version of safehold that recorded it, or a newer one.</source>
   <translation>Öffnen Sie die Sitzung mit der Version von safehold, die sie aufgezeichnet hat, oder einer neueren.</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Opening {0} ...</source>
   <translation>{0} wird geöffnet ...</translation>
  </message>
  <message>
   <source>Opening {n_found} streams ...</source>
   <translation>{n_found} Streams werden geöffnet ...</translation>
  </message>
  <message>
   <source>Opens a window in which one person sees the session again and rates it all along. It shows neither numbers nor codes.</source>
   <translation>Öffnet ein Fenster, in dem eine Person die Sitzung noch einmal sieht und fortlaufend einschätzt. Es zeigt weder Zahlen noch Codes.</translation>
  </message>
  <message>
   <source>Opens code, onset, end, actor and note of the chosen event.</source>
   <translation>Öffnet Code, Beginn, Ende, Handelnde und Notiz des gewählten Ereignisses.</translation>
  </message>
  <message>
   <source>Opens the chosen session for the review of its beats.</source>
   <translation>Öffnet die gewählte Sitzung zur Durchsicht ihrer Herzschläge.</translation>
  </message>
  <message>
   <source>Opens the circle to breathe with, on the second screen where there is one.</source>
   <translation>Öffnet den Kreis, mit dem man atmet, auf dem zweiten Bildschirm, wo es einen gibt.</translation>
  </message>
  <message>
   <source>Opens the field for a note; its time is that of the key.</source>
   <translation>Öffnet das Feld für eine Notiz; ihre Zeit ist die des Tastendrucks.</translation>
  </message>
  <message>
   <source>Opens the field for a reason; it is written with every edit from then on.</source>
   <translation>Öffnet das Feld für einen Grund; er wird von da an mit jeder Bearbeitung geschrieben.</translation>
  </message>
  <message>
   <source>Opens the map in a window of its own.</source>
   <translation>Öffnet die Karte in einem eigenen Fenster.</translation>
  </message>
  <message>
   <source>Opens the process measures of what is shown; in replays only.</source>
   <translation>Öffnet die Prozessmaße des gezeigten Abschnitts; nur in Wiedergaben.</translation>
  </message>
  <message>
   <source>Opens the report of the study.</source>
   <translation>Öffnet den Bericht der Studie.</translation>
  </message>
  <message>
   <source>Opens the report with every specification.</source>
   <translation>Öffnet den Bericht mit jeder Spezifikation.</translation>
  </message>
  <message>
   <source>Opens the streams and looks at signal, rate, clock and polarity.</source>
   <translation>Öffnet die Streams und sieht Signal, Rate, Uhr und Polung an.</translation>
  </message>
  <message>
   <source>Opens the window in another language.</source>
   <translation>Öffnet das Fenster in einer anderen Sprache.</translation>
  </message>
  <message>
   <source>Opens the window in which beats and breaths are looked at and edited, the worst stretches first.</source>
   <translation>Öffnet das Fenster, in dem Herzschläge und Atemzüge durchgesehen und bearbeitet werden, die schlechtesten Abschnitte zuerst.</translation>
  </message>
  <message>
   <source>Opens the window over the running recording; nothing is interrupted.</source>
   <translation>Öffnet das Fenster zur laufenden Aufzeichnung; nichts wird unterbrochen.</translation>
  </message>
  <message>
   <source>Opens what the therapist sees, on the second screen where there is one.</source>
   <translation>Öffnet, was Therapeut/in sieht, auf dem zweiten Bildschirm, wo es einen gibt.</translation>
  </message>
  <message>
   <source>Or add --headless for the text view.</source>
   <translation>Oder nehmen Sie mit --headless die Textansicht.</translation>
  </message>
  <message>
   <source>Or add --headless to recompute and compare.</source>
   <translation>Oder rechnen Sie mit --headless neu und vergleichen Sie.</translation>
  </message>
  <message>
   <source>Or add --list to print what is left.</source>
   <translation>Oder hängen Sie --list an: Das gibt aus, was offen ist.</translation>
  </message>
  <message>
   <source>or samples per second</source>
   <translation>oder Messwerte je Sekunde</translation>
  </message>
  <message>
   <source>other</source>
   <translation>anderes</translation>
  </message>
  <message>
   <source>other computers too (use a network of your own)</source>
   <translation>auch von anderen Computern (eigenes Netz verwenden)</translation>
  </message>
  <message>
   <source>Other language</source>
   <translation>Andere Sprache</translation>
  </message>
  <message>
   <source>Other parameters or rest values, beside what was seen. The recording stays as it is; which reading is true, none of this can say.</source>
   <translation>Andere Parameter oder Ruhewerte, neben dem, was zu sehen war. Die Aufzeichnung bleibt, wie sie ist; welche Lesart stimmt, kann nichts davon sagen.</translation>
  </message>
  <message>
   <source>Other programs may not start or stop the recording until you allow it again.</source>
   <translation>Andere Programme dürfen die Aufzeichnung nicht starten oder beenden, bis Sie es wieder erlauben.</translation>
  </message>
  <message>
   <source>Other programs may start and stop the recording again.</source>
   <translation>Andere Programme dürfen die Aufzeichnung wieder starten und beenden.</translation>
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
   <source>Outlet {name!r}</source>
   <translation>Ausgang {name!r}</translation>
  </message>
  <message>
   <source>outline</source>
   <translation>Umriss</translation>
  </message>
  <message>
   <source>Own ports are for the loopback network.</source>
   <translation>Eigene Ports gibt es nur im Loopback-Netz.</translation>
  </message>
  <message>
   <source>own range</source>
   <translation>eigener Bereich</translation>
  </message>
  <message>
   <source>own stream seen after {seconds:.1f} s</source>
   <translation>eigener Stream nach {seconds:.1f} s gesehen</translation>
  </message>
  <message>
   <source>Own streams cannot be sent, so the recording misses them: {names} ({why}).</source>
   <translation>Eigene Streams können nicht gesendet werden und fehlen in der Aufzeichnung: {names} ({why}).</translation>
  </message>
  <message>
   <source>p adjusted</source>
   <translation>p angepasst</translation>
  </message>
  <message>
   <source>pace</source>
   <translation>Tempo</translation>
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
   <source>pacer</source>
   <translation>Taktgeber</translation>
  </message>
  <message>
   <source>pacer: {0} breaths a minute</source>
   <translation>Taktgeber: {0} Atemzüge pro Minute</translation>
  </message>
  <message>
   <source>package names</source>
   <translation>Paketnamen</translation>
  </message>
  <message>
   <source>packages</source>
   <translation>Pakete</translation>
  </message>
  <message>
   <source>packed in a form that is not opened here</source>
   <translation>gepackt in einer Form, die hier nicht geöffnet wird</translation>
  </message>
  <message>
   <source>packed within itself too often</source>
   <translation>zu oft in sich selbst gepackt</translation>
  </message>
  <message>
   <source>packed, and cannot be unpacked to its end: {error}</source>
   <translation>gepackt und nicht bis zum Ende auszupacken: {error}</translation>
  </message>
  <message>
   <source>packed, and too large to be opened in turn</source>
   <translation>gepackt und zu groß, um geöffnet zu werden</translation>
  </message>
  <message>
   <source>Panels and layout</source>
   <translation>Felder und Anordnung</translation>
  </message>
  <message>
   <source>parameter</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <source>parameter {name}: {then} was locked, {now} is used</source>
   <translation>Parameter {name}: festgelegt war {then}, benutzt wird {now}</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <source>parameters</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <source>Parameters with their values: zones.th=2,2.5; windows.vagal_s=30,60</source>
   <translation>Parameter mit ihren Werten: zones.th=2,2.5; windows.vagal_s=30,60</translation>
  </message>
  <message>
   <source>Parameters, codes and plan were not locked before the data.</source>
   <translation>Parameter, Codes und Plan wurden nicht vor den Daten festgelegt.</translation>
  </message>
  <message>
   <source>Parameters, codes, scales and phases</source>
   <translation>Parameter, Codes, Skalen und Phasen</translation>
  </message>
  <message>
   <source>Parameters, codes, scales, phases and plan</source>
   <translation>Parameter, Codes, Skalen, Phasen und Plan</translation>
  </message>
  <message>
   <source>participant</source>
   <translation>Teilnehmer/in</translation>
  </message>
  <message>
   <source>Participant</source>
   <translation>Teilnehmer/in</translation>
  </message>
  <message>
   <source>partly</source>
   <translation>teilweise</translation>
  </message>
  <message>
   <source>Parts of the study</source>
   <translation>Teile der Studie</translation>
  </message>
  <message>
   <source>passes all {n} checks</source>
   <translation>besteht alle {n} Prüfungen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause or continue</source>
   <translation>Pause oder weiter</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pauses the replay, or continues it; at the end, from the beginning.</source>
   <translation>Hält die Wiedergabe an oder lässt sie weiterlaufen; am Ende von vorn.</translation>
  </message>
  <message>
   <source>peak-to-trough RSA is no longer an axis of the zones</source>
   <translation>die RSA von Spitze zu Tal ist keine Achse der Zonen mehr</translation>
  </message>
  <message>
   <source>People</source>
   <translation>Personen</translation>
  </message>
  <message>
   <source>people</source>
   <translation>Personen</translation>
  </message>
  <message>
   <source>People, phases, codes, questions and thresholds of the study, by forms.</source>
   <translation>Personen, Phasen, Codes, Fragen und Schwellen der Studie, in Formularen.</translation>
  </message>
  <message>
   <source>People: {people}; signals: {signals}.</source>
   <translation>Personen: {people}; Signale: {signals}.</translation>
  </message>
  <message>
   <source>person</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>PgDown</source>
   <translation>Bild ab</translation>
  </message>
  <message>
   <source>PgUp</source>
   <translation>Bild auf</translation>
  </message>
  <message>
   <source>Phases</source>
   <translation>Phasen</translation>
  </message>
  <message>
   <source>phases</source>
   <translation>Phasen</translation>
  </message>
  <message>
   <source>Phases are part of the recording: baselines and zones rest on them.</source>
   <translation>Phasen gehören zur Aufzeichnung: Ruhemessungen und Zonen beruhen auf ihnen.</translation>
  </message>
  <message>
   <source>Phases in their order</source>
   <translation>Phasen in ihrer Reihenfolge</translation>
  </message>
  <message>
   <source>Phases, codes and confounds. Lines and shaded spans continue through all plots. Page Up and Page Down look back and forward, End returns to now, plus and minus change the time scale. In a replay, click an event to choose it, drag it or one of its edges, double-click to open it.</source>
   <translation>Phasen, Codes und Störcodes. Linien und schattierte Spannen setzen sich durch alle Kurven fort. Bild auf und Bild ab blicken zurück und vor, Ende kehrt zum Jetzt zurück, Plus und Minus ändern den Zeitmaßstab. In einer Wiedergabe wählt ein Klick ein Ereignis, Ziehen verschiebt es oder eine seiner Kanten, ein Doppelklick öffnet es.</translation>
  </message>
  <message>
   <source>Phases, ratings and confounds happen to nobody.</source>
   <translation>Phasen, Einschätzungen und Störungen geschehen niemandem.</translation>
  </message>
  <message>
   <source>physiology of {person}</source>
   <translation>Physiologie von {person}</translation>
  </message>
  <message>
   <source>Picture 1 s back</source>
   <translation>Bild 1 s zurück</translation>
  </message>
  <message>
   <source>Picture 1 s forward</source>
   <translation>Bild 1 s vor</translation>
  </message>
  <message>
   <source>Picture 40 ms back</source>
   <translation>Bild 40 ms zurück</translation>
  </message>
  <message>
   <source>Picture 40 ms forward</source>
   <translation>Bild 40 ms vor</translation>
  </message>
  <message>
   <source>Picture of the video</source>
   <translation>Bild des Videos</translation>
  </message>
  <message>
   <source>picture {0:+.2f} s, not kept yet: {1} keeps it for this moment</source>
   <translation>Bild {0:+.2f} s, noch nicht festgehalten: {1} hält es für diesen Zeitpunkt fest</translation>
  </message>
  <message>
   <source>Placed by sound alone: true for a loudspeaker that is built in or on a cable, not for one on Bluetooth.</source>
   <translation>Nur nach dem Ton angelegt: Das stimmt für einen eingebauten Lautsprecher oder einen am Kabel, nicht über Bluetooth.</translation>
  </message>
  <message>
   <source>Playback</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Plays a span again and again: the one that was drawn, else the shortest code that holds here; a second press ends it.</source>
   <translation>Spielt eine Spanne immer wieder ab: die aufgezogene, sonst den kürzesten Code, der hier gilt; ein zweiter Druck beendet es.</translation>
  </message>
  <message>
   <source>pleasant</source>
   <translation>angenehm</translation>
  </message>
  <message>
   <source>please answer</source>
   <translation>bitte antworten</translation>
  </message>
  <message>
   <source>Please report this, with this text.</source>
   <translation>Bitte melden Sie das, mit diesem Text.</translation>
  </message>
  <message>
   <source>Plug one in, and allow microphones in the system's settings.</source>
   <translation>Schließen Sie eines an und erlauben Sie Mikrofone in den Einstellungen des Systems.</translation>
  </message>
  <message>
   <source>Plug the drive in again, or check the network that it is on.</source>
   <translation>Stecken Sie das Laufwerk wieder an oder prüfen Sie sein Netz.</translation>
  </message>
  <message>
   <source>plug-in</source>
   <translation>Erweiterung</translation>
  </message>
  <message>
   <source>plug-ins</source>
   <translation>Erweiterungen</translation>
  </message>
  <message>
   <source>Points have no length: delete one of them instead.</source>
   <translation>Punkte haben keine Dauer: Löschen Sie stattdessen einen davon.</translation>
  </message>
  <message>
   <source>Polar frame cut inside a block of differences</source>
   <translation>Polar-Paket ist in einem Block von Differenzen abgeschnitten</translation>
  </message>
  <message>
   <source>Polar frame cut inside a sample</source>
   <translation>Polar-Paket ist in einem Messwert abgeschnitten</translation>
  </message>
  <message>
   <source>Polar frame cut inside its reference sample</source>
   <translation>Polar-Paket ist im Bezugswert abgeschnitten</translation>
  </message>
  <message>
   <source>Polar frame without samples</source>
   <translation>Polar-Paket ohne Messwerte</translation>
  </message>
  <message>
   <source>Polar measurement {number} was not asked for</source>
   <translation>Polar-Messung {number} wurde nicht verlangt</translation>
  </message>
  <message>
   <source>Polar {measurement} frame type 0x{kind:02x} is not known</source>
   <translation>Polar {measurement}: Pakettyp 0x{kind:02x} ist unbekannt</translation>
  </message>
  <message>
   <source>port = {port} belongs to the system.</source>
   <translation>port = {port} gehört dem System.</translation>
  </message>
  <message>
   <source>Port {port} for the remote control cannot be opened ({why}).</source>
   <translation>Port {port} für die Fernsteuerung lässt sich nicht öffnen ({why}).</translation>
  </message>
  <message>
   <source>ports</source>
   <translation>Ports</translation>
  </message>
  <message>
   <source>Position x = (a − v) / 2 against the person's own baseline, with one standard error. Background: zone by colour and pattern; crossed grey: unknown; dotted grey on a zone: held, inputs missing. None of the lines is a threshold.</source>
   <translation>Lage x = (a − v) / 2 gegen die eigene Ruhemessung, mit einem Standardfehler. Hintergrund: Zone als Farbe und Muster; gekreuztes Grau: unbekannt; gepunktetes Grau auf einer Zone: gehalten, Eingaben fehlen. Keine der Linien ist eine Schwelle.</translation>
  </message>
  <message>
   <source>posture</source>
   <translation>Haltung</translation>
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
   <source>ppm that the clock is too fast</source>
   <translation>ppm, um die die Uhr zu schnell geht</translation>
  </message>
  <message>
   <source>Press to start, press again to end.</source>
   <translation>Einmal drücken beginnt, noch einmal beendet.</translation>
  </message>
  <message>
   <source>Previous</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Previous beat</source>
   <translation>Voriger Herzschlag</translation>
  </message>
  <message>
   <source>Previous breath</source>
   <translation>Voriger Atemzug</translation>
  </message>
  <message>
   <source>Previous difference</source>
   <translation>Voriger Unterschied</translation>
  </message>
  <message>
   <source>Previous event</source>
   <translation>Voriges Ereignis</translation>
  </message>
  <message>
   <source>Previous excursion</source>
   <translation>Voriges Verlassen des Bereichs</translation>
  </message>
  <message>
   <source>Previous place where ratings part</source>
   <translation>Vorherige Stelle, an der Einschätzungen auseinandergehen</translation>
  </message>
  <message>
   <source>Previous stretch</source>
   <translation>Voriger Abschnitt</translation>
  </message>
  <message>
   <source>Process all</source>
   <translation>Alle verarbeiten</translation>
  </message>
  <message>
   <source>Process measure of the session</source>
   <translation>Prozessmaß der Sitzung</translation>
  </message>
  <message>
   <source>processed</source>
   <translation>verarbeitet</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>prompts</source>
   <translation>Abfragen</translation>
  </message>
  <message>
   <source>Proposed: {0}</source>
   <translation>Vorschlag: {0}</translation>
  </message>
  <message>
   <source>provisional</source>
   <translation>vorläufig</translation>
  </message>
  <message>
   <source>PROVISIONAL baseline</source>
   <translation>VORLÄUFIGE Ruhemessung</translation>
  </message>
  <message>
   <source>psychoeducation</source>
   <translation>Psychoedukation</translation>
  </message>
  <message>
   <source>Pulse arrival after the R peak</source>
   <translation>Ankunft des Pulses nach der R-Zacke</translation>
  </message>
  <message>
   <source>Put it beside the header, then import again.</source>
   <translation>Legen Sie sie neben die Kopfdatei, und importieren Sie erneut.</translation>
  </message>
  <message>
   <source>Put it in quotation marks.</source>
   <translation>Setzen Sie es in Anführungszeichen.</translation>
  </message>
  <message>
   <source>putting the sessions together</source>
   <translation>fügt die Sitzungen zusammen</translation>
  </message>
  <message>
   <source>Qt can be loaded</source>
   <translation>Qt lässt sich laden</translation>
  </message>
  <message>
   <source>Qt can be loaded; there is no display here, so text is used</source>
   <translation>Qt lässt sich laden; hier ist kein Bildschirm, also gibt es Text</translation>
  </message>
  <message>
   <source>Qt cannot be loaded: {error}.</source>
   <translation>Qt lässt sich nicht laden: {error}.</translation>
  </message>
  <message>
   <source>Qt did not load within {seconds:g} s</source>
   <translation>Qt ist in {seconds:g} s nicht geladen worden</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>Frage</translation>
  </message>
  <message>
   <source>Questions</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <source>Questions asked</source>
   <translation>Gestellte Fragen</translation>
  </message>
  <message>
   <source>Quiet sitting: every zone is relative to it.</source>
   <translation>Ruhiges Sitzen: jede Zone bezieht sich darauf.</translation>
  </message>
  <message>
   <source>Raise RecordingError with the cause.</source>
   <translation>Lösen Sie einen RecordingError mit der Ursache aus.</translation>
  </message>
  <message>
   <source>Rate of the aligned table</source>
   <translation>Rate der ausgerichteten Tabelle</translation>
  </message>
  <message>
   <source>Rate while looking again</source>
   <translation>Beim Wiedersehen einschätzen</translation>
  </message>
  <message>
   <source>Rated afterwards</source>
   <translation>Nachträglich eingeschätzt</translation>
  </message>
  <message>
   <source>rated {0}</source>
   <translation>Einschätzung {0}</translation>
  </message>
  <message>
   <source>rated {0}: {1}</source>
   <translation>Einschätzung {0}: {1}</translation>
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
   <source>Rating windows opened now are not read.</source>
   <translation>Einschätzungsfenster, die jetzt geöffnet werden, kommen nicht an.</translation>
  </message>
  <message>
   <source>Ratings of this session: {there}.</source>
   <translation>Einschätzungen dieser Sitzung: {there}.</translation>
  </message>
  <message>
   <source>ratings that the person made: {n} go</source>
   <translation>Einschätzungen der Person: {n} gehen</translation>
  </message>
  <message>
   <source>reader</source>
   <translation>Leseprogramm</translation>
  </message>
  <message>
   <source>reader {name!r}</source>
   <translation>Leseprogramm {name!r}</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>Lesen</translation>
  </message>
  <message>
   <source>Reading the sessions ...</source>
   <translation>Lese die Sitzungen ...</translation>
  </message>
  <message>
   <source>Reading {name}</source>
   <translation>{name} wird gelesen</translation>
  </message>
  <message>
   <source>Reading {path}</source>
   <translation>{path} wird gelesen</translation>
  </message>
  <message>
   <source>Reads this signal the other way up, over the whole session.</source>
   <translation>Liest dieses Signal über die ganze Sitzung andersherum.</translation>
  </message>
  <message>
   <source>Ready</source>
   <translation>Bereit</translation>
  </message>
  <message>
   <source>Ready; {0} to look at</source>
   <translation>Bereit; {0} anzusehen</translation>
  </message>
  <message>
   <source>real rate divided by declared rate</source>
   <translation>wirkliche Rate geteilt durch angegebene Rate</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>reason, then Enter (Esc drops it)</source>
   <translation>Grund, dann Enter (Esc verwirft ihn)</translation>
  </message>
  <message>
   <source>REC {0}</source>
   <translation>REC {0}</translation>
  </message>
  <message>
   <source>recall ratings</source>
   <translation>nachträgliche Ratings</translation>
  </message>
  <message>
   <source>Recall runs at {0:g} to {1:g} times real time.</source>
   <translation>Das Wiedersehen läuft mit dem {0:g}- bis {1:g}-Fachen der Echtzeit.</translation>
  </message>
  <message>
   <source>Recall · {0}</source>
   <translation>Rückschau · {0}</translation>
  </message>
  <message>
   <source>receipt</source>
   <translation>Quittung</translation>
  </message>
  <message>
   <source>received</source>
   <translation>erhalten</translation>
  </message>
  <message>
   <source>Recompute</source>
   <translation>Neu berechnen</translation>
  </message>
  <message>
   <source>recomputed</source>
   <translation>neu berechnet</translation>
  </message>
  <message>
   <source>RECOMPUTED, not as seen: {0}.</source>
   <translation>NEU BERECHNET, nicht wie gesehen: {0}.</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Aufzeichnen</translation>
  </message>
  <message>
   <source>Record into a new session folder.</source>
   <translation>Zeichnen Sie in einen neuen Sitzungsordner auf.</translation>
  </message>
  <message>
   <source>Record into a new session, or resume this one ('--resume').</source>
   <translation>Zeichnen Sie in eine neue Sitzung auf, oder führen Sie diese fort ('--resume').</translation>
  </message>
  <message>
   <source>recorded with other parameters ({recorded}) than it was processed with: what was shown live differs</source>
   <translation>mit anderen Parametern aufgezeichnet ({recorded}) als verarbeitet: live war anderes zu sehen</translation>
  </message>
  <message>
   <source>recorded with {package} {then}, computed now with {now}</source>
   <translation>aufgezeichnet mit {package} {then}, jetzt berechnet mit {now}</translation>
  </message>
  <message>
   <source>recorded, {0}</source>
   <translation>aufgezeichnet, {0}</translation>
  </message>
  <message>
   <source>recorder</source>
   <translation>Rekorder</translation>
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
   <translation>Aufzeichnung (XDF) ohne Gerätenamen</translation>
  </message>
  <message>
   <source>Recording and coding continue. Close the window, let the recording continue, and start the session again under the same id.</source>
   <translation>Aufzeichnung und Codes gehen weiter. Schließen Sie das Fenster, lassen Sie die Aufzeichnung laufen und starten Sie die Sitzung unter derselben Kennung neu.</translation>
  </message>
  <message>
   <source>recording stopped</source>
   <translation>Aufzeichnung beendet</translation>
  </message>
  <message>
   <source>recording to {name}</source>
   <translation>zeichnet auf nach {name}</translation>
  </message>
  <message>
   <source>Recording, codes, notes and ratings continue. Restart the computing{how}.</source>
   <translation>Aufzeichnung, Codes, Notizen und Einschätzungen laufen weiter. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>Recording, numbers and codes continue. If a key does nothing, use its menu entry; you can close the window and open it again, and the recording continues.</source>
   <translation>Aufzeichnung, Zahlen und Codes laufen weiter. Wenn eine Taste nichts tut, nehmen Sie ihren Menüeintrag; das Fenster kann geschlossen und wieder geöffnet werden, die Aufzeichnung läuft weiter.</translation>
  </message>
  <message>
   <source>Recording, numbers and codes continue. Restart the computing{how}.</source>
   <translation>Aufzeichnung, Zahlen und Codes laufen weiter. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>recording: {what}</source>
   <translation>Aufzeichnung: {what}</translation>
  </message>
  <message>
   <source>Recordings</source>
   <translation>Aufzeichnungen</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Erneut</translation>
  </message>
  <message>
   <source>Redoes what was undone last.</source>
   <translation>Stellt wieder her, was zuletzt zurückgenommen wurde.</translation>
  </message>
  <message>
   <source>REDUCED</source>
   <translation>REDUZIERT</translation>
  </message>
  <message>
   <source>Reduced display: zones in words; numbers and curves are recorded only.</source>
   <translation>Reduzierte Anzeige: Zonen in Worten; Zahlen und Kurven werden nur aufgezeichnet.</translation>
  </message>
  <message>
   <source>reframing</source>
   <translation>Umdeuten</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>Verwerfen</translation>
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
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Removing ...</source>
   <translation>Entferne ...</translation>
  </message>
  <message>
   <source>Rename one of the participants or event codes that give this name.</source>
   <translation>Benennen Sie eine der Personen oder einen der Ereigniscodes um, die diesen Namen ergeben.</translation>
  </message>
  <message>
   <source>repair</source>
   <translation>Reparatur</translation>
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
   <source>repeats each RR interval until the next beat; one beat is taken per change of value.</source>
   <translation>wiederholt jedes RR-Intervall bis zum nächsten Schlag; je Wertwechsel zählt ein Schlag.</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
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
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Report of the curve</source>
   <translation>Bericht der Kurve</translation>
  </message>
  <message>
   <source>Report of {0}:</source>
   <translation>Bericht über {0}:</translation>
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
   <source>respiration rate</source>
   <translation>Atemfrequenz</translation>
  </message>
  <message>
   <source>Respiration rate over {0:.0f} s.</source>
   <translation>Atemfrequenz über {0:.0f} s.</translation>
  </message>
  <message>
   <source>respiration rate, /min</source>
   <translation>Atemfrequenz, /min</translation>
  </message>
  <message>
   <source>Respiratory sinus arrhythmia, peak to trough, mean of the breaths in {0:.0f} s.</source>
   <translation>Respiratorische Sinusarrhythmie, Gipfel zu Tal, Mittel der Atemzüge in {0:.0f} s.</translation>
  </message>
  <message>
   <source>Rest values are a person's own: choose one first.</source>
   <translation>Ruhewerte gehören einer Person: Wählen Sie zuerst eine.</translation>
  </message>
  <message>
   <source>rest values from</source>
   <translation>Ruhewerte aus</translation>
  </message>
  <message>
   <source>Rest values from, s</source>
   <translation>Ruhewerte von, s</translation>
  </message>
  <message>
   <source>rest values of {person} from {t0:g} to {t1:g} s</source>
   <translation>Ruhewerte von {person} aus {t0:g} bis {t1:g} s</translation>
  </message>
  <message>
   <source>Rest values to, s</source>
   <translation>Ruhewerte bis, s</translation>
  </message>
  <message>
   <source>Restart a dead recorder automatically</source>
   <translation>Ausgefallenen Rekorder von selbst neu starten</translation>
  </message>
  <message>
   <source>Restart the computer; on a virtual machine update its guest tools.</source>
   <translation>Starten Sie den Computer neu; aktualisieren Sie auf einer virtuellen Maschine die Gastprogramme.</translation>
  </message>
  <message>
   <source>Restart the computing</source>
   <translation>Berechnung neu starten</translation>
  </message>
  <message>
   <source>Restart the computing{how}.</source>
   <translation>Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>Restarted sensors are not offered.</source>
   <translation>Neu gestartete Sensoren werden nicht angeboten.</translation>
  </message>
  <message>
   <source>RESTARTING</source>
   <translation>STARTET NEU</translation>
  </message>
  <message>
   <source>Restarts a dead recorder automatically, or leaves it off.</source>
   <translation>Startet einen ausgefallenen Rekorder von selbst neu, oder lässt ihn aus.</translation>
  </message>
  <message>
   <source>Restarts what has failed of the computing; recording and coding continue.</source>
   <translation>Startet neu, was bei der Berechnung ausgefallen ist; Aufzeichnung und Codes laufen weiter.</translation>
  </message>
  <message>
   <source>resting baseline</source>
   <translation>Ruhemessung</translation>
  </message>
  <message>
   <source>resting baseline at the end</source>
   <translation>Ruhemessung am Ende</translation>
  </message>
  <message>
   <source>Restoration</source>
   <translation>Erholung</translation>
  </message>
  <message>
   <source>Restore it from a backup; 'safehold check' says more. To use it as it is, run 'safehold export' or 'safehold report' with --changed: the files will say so.</source>
   <translation>Stellen Sie sie aus einer Sicherung wieder her; 'safehold check' sagt mehr. Um sie zu verwenden, wie sie ist: 'safehold export' oder 'safehold report' mit --changed; die Dateien sagen es dann.</translation>
  </message>
  <message>
   <source>Restore it from a copy. Without it, later exports cannot be joined by date with earlier ones. Delete it only if there is no copy: new shifts are then drawn.</source>
   <translation>Stellen Sie sie aus einer Kopie wieder her. Ohne sie lassen sich spätere Exporte nicht nach Datum mit früheren verbinden. Löschen Sie sie nur, wenn es keine Kopie gibt: Dann werden neue Verschiebungen gezogen.</translation>
  </message>
  <message>
   <source>Restore it from a copy; the hash stands in the preregistration.</source>
   <translation>Stellen Sie die Datei aus einer Kopie wieder her; der Hash steht in der Präregistrierung.</translation>
  </message>
  <message>
   <source>Restore the file from a backup.</source>
   <translation>Stellen Sie die Datei aus einer Sicherung wieder her.</translation>
  </message>
  <message>
   <source>Resuming session {session_id} ...</source>
   <translation>Die Sitzung {session_id} wird fortgeführt ...</translation>
  </message>
  <message>
   <source>Return</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>Return 0 to 1.</source>
   <translation>Geben Sie 0 bis 1 zurück.</translation>
  </message>
  <message>
   <source>Return an ImportedRecording.</source>
   <translation>Geben Sie eine ImportedRecording zurück.</translation>
  </message>
  <message>
   <source>Return an IndexValue.</source>
   <translation>Geben Sie einen IndexValue zurück.</translation>
  </message>
  <message>
   <source>Return float64.</source>
   <translation>Geben Sie float64 zurück.</translation>
  </message>
  <message>
   <source>Return how sure it is, above 0 and up to 1.</source>
   <translation>Geben Sie zurück, wie sicher es ist, über 0 und bis 1.</translation>
  </message>
  <message>
   <source>Return or a double click opens the session for the review of its beats.</source>
   <translation>Eingabe oder Doppelklick öffnet die Sitzung zur Durchsicht ihrer Herzschläge.</translation>
  </message>
  <message>
   <source>Return or a double click shows the session again.</source>
   <translation>Eingabe oder Doppelklick zeigt die Sitzung noch einmal.</translation>
  </message>
  <message>
   <source>Return or a double click takes a score up to correct it.</source>
   <translation>Eingabe oder Doppelklick holt einen Wert zum Berichtigen herauf.</translation>
  </message>
  <message>
   <source>Return times and values of shape (n,).</source>
   <translation>Geben Sie Zeiten und Werte der Form (n,) zurück.</translation>
  </message>
  <message>
   <source>Return without(base, reasons) for what material.gates gives as missing.</source>
   <translation>Geben Sie für das, was material.gates als fehlend nennt, without(base, reasons) zurück.</translation>
  </message>
  <message>
   <source>returned a {kind}</source>
   <translation>hat einen {kind} zurückgegeben</translation>
  </message>
  <message>
   <source>returned {name!r} in {unit!r}</source>
   <translation>hat {name!r} in {unit!r} zurückgegeben</translation>
  </message>
  <message>
   <source>returned {value}</source>
   <translation>hat {value} zurückgegeben</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>Durchsicht</translation>
  </message>
  <message>
   <source>Review beats and breaths</source>
   <translation>Herzschläge und Atemzüge durchsehen</translation>
  </message>
  <message>
   <source>Review of beats and breaths</source>
   <translation>Durchsicht von Herzschlägen und Atemzügen</translation>
  </message>
  <message>
   <source>reviewed</source>
   <translation>durchgesehen</translation>
  </message>
  <message>
   <source>Rewriting {path} ...</source>
   <translation>{path} wird neu geschrieben ...</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Pfeil rechts</translation>
  </message>
  <message>
   <source>Risk-taking</source>
   <translation>Wagnis</translation>
  </message>
  <message>
   <source>RMSSD, ms</source>
   <translation>RMSSD, ms</translation>
  </message>
  <message>
   <source>Role</source>
   <translation>Rolle</translation>
  </message>
  <message>
   <source>Roles are: {roles}.</source>
   <translation>Rollen sind: {roles}.</translation>
  </message>
  <message>
   <source>Row {number} of {path} cannot be read: {error}.</source>
   <translation>Zeile {number} von {path} ist nicht lesbar: {error}.</translation>
  </message>
  <message>
   <source>Row {row} ends before it begins.</source>
   <translation>Zeile {row} endet vor ihrem Beginn.</translation>
  </message>
  <message>
   <source>Row {row} has no onset or no code.</source>
   <translation>Zeile {row} hat keinen Beginn oder keinen Code.</translation>
  </message>
  <message>
   <source>rows: {n} go</source>
   <translation>Zeilen: {n} gehen</translation>
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
   <source>RR values were sent more than once, and not all beats can be told from that</source>
   <translation>RR-Werte wurden mehrfach gesendet, und nicht alle Schläge sind daran zu erkennen</translation>
  </message>
  <message>
   <source>RR · ms</source>
   <translation>RR · ms</translation>
  </message>
  <message>
   <source>RSA by breath and respiration rate will be missing; everything else works without it.</source>
   <translation>RSA je Atemzug und Atemfrequenz werden fehlen; alles andere geht ohne.</translation>
  </message>
  <message>
   <source>RSA of {person} is adjusted for breathing from now on ({n_breaths} breaths, R^2 {r_squared:.2f}).</source>
   <translation>RSA von {person} wird von jetzt an um die Atmung bereinigt ({n_breaths} Atemzüge, R^2 {r_squared:.2f}).</translation>
  </message>
  <message>
   <source>RSA, adjusted</source>
   <translation>RSA, angepasst</translation>
  </message>
  <message>
   <source>RSA, ms</source>
   <translation>RSA, ms</translation>
  </message>
  <message>
   <source>Run {run} did not end properly: the window, the computing or the computer stopped in it.</source>
   <translation>Lauf {run} endete nicht ordentlich: Fenster, Berechnung oder Computer blieben darin stehen.</translation>
  </message>
  <message>
   <source>Run {run}: the recording lacks samples of {stream} that the live engine used; numbers around there may differ from what was shown.</source>
   <translation>Lauf {run}: In der Aufzeichnung fehlen Messwerte von {stream}, die die Live-Berechnung verwendet hat; Zahlen in ihrer Nähe können von den gezeigten abweichen.</translation>
  </message>
  <message>
   <source>runs at {rate:.2f} Hz, the sender states {nominal:g} Hz; the time stamps are used, not the stated rate.</source>
   <translation>läuft mit {rate:.2f} Hz, angegeben sind {nominal:g} Hz; verwendet werden die Zeitstempel, nicht die angegebene Rate.</translation>
  </message>
  <message>
   <source>rupture</source>
   <translation>Bruch</translation>
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
   <source>s from one burst to the next</source>
   <translation>s von einem Schwall zum nächsten</translation>
  </message>
  <message>
   <source>s that the clock is ahead</source>
   <translation>s, um die die Uhr vorgeht</translation>
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
   <source>Safe haven</source>
   <translation>Sicherer Hafen</translation>
  </message>
  <message>
   <source>safehold listen SESSION --from FILE</source>
   <translation>safehold listen SITZUNG --from DATEI</translation>
  </message>
  <message>
   <source>safehold's own for --network loopback</source>
   <translation>die von safehold für --network loopback</translation>
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
   <translation>Sicherheit ermöglicht Integration: Gefundenes wird einbezogen</translation>
  </message>
  <message>
   <source>safety facilitates restoration: rest, recovery, being held</source>
   <translation>Sicherheit erleichtert Erholung: Ruhe, Genesung, Gehaltenwerden</translation>
  </message>
  <message>
   <source>Safety given</source>
   <translation>Gegebene Sicherheit</translation>
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
   <source>sample {index} of the live engine, stamped {stamp!r}, is not in the recording</source>
   <translation>Wert {index} der Live-Berechnung, mit der Zeit {stamp!r}, steht nicht in der Aufzeichnung</translation>
  </message>
  <message>
   <source>sampled below 100 Hz: heart rate only</source>
   <translation>unter 100 Hz abgetastet: nur Herzfrequenz</translation>
  </message>
  <message>
   <source>samples</source>
   <translation>Messwerte</translation>
  </message>
  <message>
   <source>Samples are lost, or the program states a wrong rate. Mend it.</source>
   <translation>Messwerte gehen verloren, oder das Programm gibt eine falsche Rate an. Beheben Sie das.</translation>
  </message>
  <message>
   <source>samples are missing</source>
   <translation>es fehlen Messwerte</translation>
  </message>
  <message>
   <source>samples are missing in the window</source>
   <translation>im Fenster fehlen Messwerte</translation>
  </message>
  <message>
   <source>samples are missing inside the interval</source>
   <translation>im Intervall fehlen Messwerte</translation>
  </message>
  <message>
   <source>Samples as recorded, too</source>
   <translation>Auch die Messwerte, wie aufgezeichnet</translation>
  </message>
  <message>
   <source>samples came after their moment had been computed</source>
   <translation>Messwerte kamen, als ihr Zeitpunkt schon berechnet war</translation>
  </message>
  <message>
   <source>samples of stream {stream_id}, which has no header</source>
   <translation>Werte von Stream {stream_id}, der keinen Kopf hat</translation>
  </message>
  <message>
   <source>Samples per second, where no column holds times</source>
   <translation>Messwerte je Sekunde, wenn keine Spalte Zeiten enthält</translation>
  </message>
  <message>
   <source>sampling rate</source>
   <translation>Abtastrate</translation>
  </message>
  <message>
   <source>Save as CSV</source>
   <translation>Als CSV speichern</translation>
  </message>
  <message>
   <source>Save it as UTF-8, or use plain letters.</source>
   <translation>Sichern Sie sie als UTF-8, oder nehmen Sie einfache Buchstaben.</translation>
  </message>
  <message>
   <source>Save it as version 7: save('file.mat', '-v7') in MATLAB.</source>
   <translation>Speichern Sie sie als Version 7: save('file.mat', '-v7') in MATLAB.</translation>
  </message>
  <message>
   <source>Save the study</source>
   <translation>Studie speichern</translation>
  </message>
  <message>
   <source>Say for each file where it begins, in seconds of the session: --offset 0 --offset 12.5.</source>
   <translation>Geben Sie für jede Datei an, wo sie beginnt, in Sekunden der Sitzung: --offset 0 --offset 12.5.</translation>
  </message>
  <message>
   <source>Say so with 'safehold media', or let 'safehold align' find it.</source>
   <translation>Geben Sie es mit 'safehold media' an, oder lassen Sie es 'safehold align' finden.</translation>
  </message>
  <message>
   <source>Say the rate in samples per second.</source>
   <translation>Geben Sie die Abtastrate in Messwerten je Sekunde an.</translation>
  </message>
  <message>
   <source>Say the rate or the column of times, for example --columns rate=250 or --columns time=COLUMN@ms. The columns are: {columns}.</source>
   <translation>Geben Sie die Abtastrate oder die Spalte der Zeiten an, etwa --columns rate=250 oder --columns time=SPALTE@ms. Die Spalten sind: {columns}.</translation>
  </message>
  <message>
   <source>Say what one of them is, for example --as ecg=NAME@mV.</source>
   <translation>Sagen Sie, was eines davon ist, zum Beispiel --as ecg=NAME@mV.</translation>
  </message>
  <message>
   <source>Say whose each file is, and which of its signals.</source>
   <translation>Sagen Sie, wessen jede Datei ist und welches ihrer Signale gemeint ist.</translation>
  </message>
  <message>
   <source>Say whose the files are and what the signals are, for example --person client --as "{role}={name}".</source>
   <translation>Geben Sie an, wessen die Dateien und was die Signale sind, etwa --person client --as "{role}={name}".</translation>
  </message>
  <message>
   <source>says that somebody withdrew</source>
   <translation>sagt, dass jemand widerrufen hat</translation>
  </message>
  <message>
   <source>scales</source>
   <translation>Skalen</translation>
  </message>
  <message>
   <source>schema = {schema} is of another version.</source>
   <translation>schema = {schema} gehört zu einer anderen Version.</translation>
  </message>
  <message>
   <source>SciPy does not read it ({error})</source>
   <translation>SciPy liest sie nicht ({error})</translation>
  </message>
  <message>
   <source>Score, rating or process measure, as the table study_long names it</source>
   <translation>Fragebogenwert, Einschätzung oder Prozessmaß, wie die Tabelle study_long es nennt</translation>
  </message>
  <message>
   <source>Scores</source>
   <translation>Fragebogenwerte</translation>
  </message>
  <message>
   <source>Scores of the study</source>
   <translation>Werte der Studie</translation>
  </message>
  <message>
   <source>search port</source>
   <translation>Suchport</translation>
  </message>
  <message>
   <source>Searches may leave through the wrong one: use one network, or set 'Interfaces' under [multicast] in lsl_api.cfg.</source>
   <translation>Suchen gehen vielleicht durch die falsche hinaus: verwenden Sie ein Netz, oder setzen Sie in lsl_api.cfg 'Interfaces' unter [multicast].</translation>
  </message>
  <message>
   <source>Second coder</source>
   <translation>Zweite codierende Person</translation>
  </message>
  <message>
   <source>Seconds between questions</source>
   <translation>Sekunden zwischen Fragen</translation>
  </message>
  <message>
   <source>seconds, mm:ss or hh:mm:ss</source>
   <translation>Sekunden, mm:ss oder hh:mm:ss</translation>
  </message>
  <message>
   <source>Secure base</source>
   <translation>Sichere Basis</translation>
  </message>
  <message>
   <source>Securing survival</source>
   <translation>Überleben sichern</translation>
  </message>
  <message>
   <source>See 'safehold check'.</source>
   <translation>Siehe 'safehold check'.</translation>
  </message>
  <message>
   <source>See 'safehold doctor'.</source>
   <translation>Siehe 'safehold doctor'.</translation>
  </message>
  <message>
   <source>See 'safehold study process --check'.</source>
   <translation>Siehe 'safehold study process --check'.</translation>
  </message>
  <message>
   <source>See above.</source>
   <translation>Siehe oben.</translation>
  </message>
  <message>
   <source>See docs/import.md.</source>
   <translation>Siehe docs/import.md.</translation>
  </message>
  <message>
   <source>See docs/plugins.md.</source>
   <translation>Siehe docs/plugins.md.</translation>
  </message>
  <message>
   <source>See recorder.log in the session's folder, then start the recording again{how}.</source>
   <translation>Sehen Sie recorder.log im Ordner der Sitzung an und starten Sie dann die Aufzeichnung neu{how}.</translation>
  </message>
  <message>
   <source>See {folder}. Start again, or use --no-record if nothing needs to be kept.</source>
   <translation>Siehe {folder}. Starten Sie neu, oder mit --no-record, wenn nichts aufbewahrt werden muss.</translation>
  </message>
  <message>
   <source>See {log}.</source>
   <translation>Siehe {log}.</translation>
  </message>
  <message>
   <source>See {log}; it may still begin.</source>
   <translation>Siehe {log}; vielleicht beginnt er noch.</translation>
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
   <source>Seen, recomputed, both</source>
   <translation>Gesehen, neu berechnet, beides</translation>
  </message>
  <message>
   <source>self</source>
   <translation>selbst</translation>
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
   <source>Sensors and their states</source>
   <translation>Sensoren und ihr Zustand</translation>
  </message>
  <message>
   <source>Sensors send from</source>
   <translation>Sensoren senden von</translation>
  </message>
  <message>
   <source>Sent twice with one source id: stop one of the senders.</source>
   <translation>Zweimal mit einer Quellkennung gesendet: beenden Sie einen der Sender.</translation>
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
   <source>Session that it belongs to</source>
   <translation>Sitzung, zu der er gehört</translation>
  </message>
  <message>
   <source>Session time at the file's time 0: seconds or mm:ss; may be negative</source>
   <translation>Sitzungszeit zur Zeit 0 der Datei: Sekunden oder mm:ss; darf negativ sein</translation>
  </message>
  <message>
   <source>Session time at which the file begins: seconds, mm:ss or hh:mm:ss, with a minus where it began before. Enter keeps it.</source>
   <translation>Sitzungszeit, zu der die Datei beginnt: Sekunden, mm:ss oder hh:mm:ss, mit Minus, wenn sie vorher begann. Die Eingabetaste übernimmt sie.</translation>
  </message>
  <message>
   <source>Session time {0}</source>
   <translation>Sitzungszeit {0}</translation>
  </message>
  <message>
   <source>Session time: seconds, or minutes:seconds, such as 24:13.5</source>
   <translation>Sitzungszeit: Sekunden oder Minuten:Sekunden, etwa 24:13,5</translation>
  </message>
  <message>
   <source>Session {session_id} cannot be resumed: it was recorded on a clock that ended when this computer restarted, or on another computer's clock.</source>
   <translation>Die Sitzung {session_id} lässt sich nicht fortführen: Die Uhr, mit der sie aufgezeichnet wurde, endete mit dem Neustart dieses Computers oder war die eines anderen.</translation>
  </message>
  <message>
   <source>Session {session}</source>
   <translation>Sitzung {session}</translation>
  </message>
  <message>
   <source>session, until it is ended</source>
   <translation>Sitzung, bis sie beendet wird</translation>
  </message>
  <message>
   <source>session.json was written again.</source>
   <translation>session.json wurde neu geschrieben.</translation>
  </message>
  <message>
   <source>session.json, line {at}, {key}{keys}: {why}; {key} is not used</source>
   <translation>session.json, Zeile {at}, {key}{keys}: {why}; {key} wird nicht verwendet</translation>
  </message>
  <message>
   <source>session.json, line {line}, participants: the list is empty, but the journal of the live engine names people</source>
   <translation>session.json, Zeile {line}, participants: die Liste ist leer, aber das Journal der Sitzung nennt Personen</translation>
  </message>
  <message>
   <source>session.json: {key} is not what it was when the session was recorded</source>
   <translation>session.json: {key} ist nicht, was es bei der Aufzeichnung der Sitzung war</translation>
  </message>
  <message>
   <source>SessionID is {session!r}</source>
   <translation>SessionID ist {session!r}</translation>
  </message>
  <message>
   <source>Sessions</source>
   <translation>Sitzungen</translation>
  </message>
  <message>
   <source>Sessions need names that differ in letters and digits.</source>
   <translation>Sitzungen brauchen Namen, die sich in Buchstaben und Ziffern unterscheiden.</translation>
  </message>
  <message>
   <source>Sessions of the study</source>
   <translation>Sitzungen der Studie</translation>
  </message>
  <message>
   <source>Sessions of this study</source>
   <translation>Sitzungen dieser Studie</translation>
  </message>
  <message>
   <source>Sessions that have every word somewhere are shown.</source>
   <translation>Gezeigt werden Sitzungen, in denen jedes Wort irgendwo vorkommt.</translation>
  </message>
  <message>
   <source>Set a higher rate in the sensor's program.</source>
   <translation>Stellen Sie im Programm des Sensors eine höhere Rate ein.</translation>
  </message>
  <message>
   <source>Set it: safehold streams set NAME --role heart_rate.</source>
   <translation>Das angeben: safehold streams set NAME --role heart_rate.</translation>
  </message>
  <message>
   <source>Set it: safehold streams set NAME --unit {unit}.</source>
   <translation>Das angeben: safehold streams set NAME --unit {unit}.</translation>
  </message>
  <message>
   <source>Set its unit: safehold streams set NAME --unit s.</source>
   <translation>Geben Sie seine Einheit an: safehold streams set NAME --unit s.</translation>
  </message>
  <message>
   <source>Set ports for the LAN in liblsl's own lsl_api.cfg.</source>
   <translation>Stellen Sie Ports für das LAN in der lsl_api.cfg von liblsl ein.</translation>
  </message>
  <message>
   <source>Set the date.</source>
   <translation>Stellen Sie das Datum ein.</translation>
  </message>
  <message>
   <source>Set up</source>
   <translation>Einrichten</translation>
  </message>
  <message>
   <source>Set up the study</source>
   <translation>Studie einrichten</translation>
  </message>
  <message>
   <source>Set what they are with 'safehold streams --study' in the study folder.</source>
   <translation>Legen Sie mit 'safehold streams --study' im Ordner der Studie fest, was sie sind.</translation>
  </message>
  <message>
   <source>Set whose it is: safehold streams set NAME --person client</source>
   <translation>Geben Sie an, wessen er ist: safehold streams set NAME --person client</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
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
   <source>settling, not used</source>
   <translation>Eingewöhnen, nicht benutzt</translation>
  </message>
  <message>
   <source>settling, {0} left</source>
   <translation>Eingewöhnung, noch {0}</translation>
  </message>
  <message>
   <source>seven of ten intervals are flagged</source>
   <translation>sieben von zehn Intervallen beanstandet sind</translation>
  </message>
  <message>
   <source>Several microphones are called {name!r}.</source>
   <translation>Mehrere Mikrofone heißen {name!r}.</translation>
  </message>
  <message>
   <source>Several straps are in range.</source>
   <translation>Mehrere Gurte sind in Reichweite.</translation>
  </message>
  <message>
   <source>Several streams have the {text} {name!r}.</source>
   <translation>Mehrere Streams haben {text} {name!r}.</translation>
  </message>
  <message>
   <source>Shades: where half, 75 % and 95 % of the valid time were spent. Line: path, fainter where older; ring: begin, dot: end.</source>
   <translation>Schattierung: wo die Hälfte, 75 % und 95 % der gültigen Zeit verbracht wurden. Linie: Weg, blasser wo älter; Ring: Beginn, Punkt: Ende.</translation>
  </message>
  <message>
   <source>Shift</source>
   <translation>Umschalt</translation>
  </message>
  <message>
   <source>shifts: {n} go</source>
   <translation>Verschiebungen: {n} gehen</translation>
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
   <source>Shorter time scale of the waves</source>
   <translation>Kürzere Zeitskala der Kurven</translation>
  </message>
  <message>
   <source>Show a camera mark</source>
   <translation>Kameramarke zeigen</translation>
  </message>
  <message>
   <source>Show a last camera mark?</source>
   <translation>Noch eine Kameramarke zeigen?</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show the map of {0} ({1}).</source>
   <translation>Karte von {0} zeigen ({1}).</translation>
  </message>
  <message>
   <source>Show them during the session with 'safehold sync'. This file can be placed by hand: 'safehold media'.</source>
   <translation>Zeigen Sie sie während der Sitzung mit 'safehold sync'. Diese Datei lässt sich von Hand anlegen: 'safehold media'.</translation>
  </message>
  <message>
   <source>Show values</source>
   <translation>Werte zeigen</translation>
  </message>
  <message>
   <source>Shows all that was looked at, or folds it away.</source>
   <translation>Zeigt alles, was geprüft wurde, oder klappt es weg.</translation>
  </message>
  <message>
   <source>Shows and hides panels, or goes back to the usual layout.</source>
   <translation>Zeigt und verbirgt Felder oder stellt die übliche Anordnung her.</translation>
  </message>
  <message>
   <source>Shows half a screen earlier; the session continues. A replay goes back there.</source>
   <translation>Zeigt eine halbe Breite früher; die Sitzung läuft weiter. Eine Wiedergabe geht dahin zurück.</translation>
  </message>
  <message>
   <source>Shows half a screen later; a replay goes forward to there.</source>
   <translation>Zeigt eine halbe Breite später; eine Wiedergabe geht dahin weiter.</translation>
  </message>
  <message>
   <source>Shows heart, breath and trends under each person's zones, or folds them away.</source>
   <translation>Zeigt Herz, Atem und Verläufe unter den Zonen jeder Person oder klappt sie ein.</translation>
  </message>
  <message>
   <source>Shows less of the waves, in more detail.</source>
   <translation>Zeigt weniger von den Kurven, genauer.</translation>
  </message>
  <message>
   <source>Shows less time, in more detail.</source>
   <translation>Zeigt weniger Zeit, genauer.</translation>
  </message>
  <message>
   <source>Shows more of the waves.</source>
   <translation>Zeigt mehr von den Kurven.</translation>
  </message>
  <message>
   <source>Shows more time.</source>
   <translation>Zeigt mehr Zeit.</translation>
  </message>
  <message>
   <source>Shows or hides: {0}</source>
   <translation>Zeigt oder verbirgt: {0}</translation>
  </message>
  <message>
   <source>Shows the breaths of the same time, or the beats again.</source>
   <translation>Zeigt die Atemzüge derselben Zeit oder wieder die Herzschläge.</translation>
  </message>
  <message>
   <source>Shows the chosen session again.</source>
   <translation>Zeigt die gewählte Sitzung noch einmal.</translation>
  </message>
  <message>
   <source>Shows the other reading: as seen, as recomputed, or both one over the other.</source>
   <translation>Zeigt die andere Lesart: wie gesehen, wie neu berechnet, oder beide übereinander.</translation>
  </message>
  <message>
   <source>Shows the sessions that have every word somewhere.</source>
   <translation>Zeigt die Sitzungen, in denen jedes Wort irgendwo vorkommt.</translation>
  </message>
  <message>
   <source>Shows the tables of the study.</source>
   <translation>Zeigt die Tabellen der Studie.</translation>
  </message>
  <message>
   <source>Shows the videos and sounds that lie beside the session, in step with it.</source>
   <translation>Zeigt die Videos und Tonaufnahmen zur Sitzung, im Gleichlauf mit ihr.</translation>
  </message>
  <message>
   <source>Shows this session again in the same window.</source>
   <translation>Zeigt diese Sitzung noch einmal im selben Fenster.</translation>
  </message>
  <message>
   <source>Shows what everybody did before, during and after the chosen event, its code, or the span that was drawn, against matched moments.</source>
   <translation>Zeigt, was bei allen vor, während und nach dem gewählten Ereignis, seinem Code oder dem gezogenen Abschnitt geschah, gegen vergleichbare Momente.</translation>
  </message>
  <message>
   <source>Shows what the codes of a file (ELAN, BORIS, The Observer, table) would be here, and adds them. A file can be dropped on the window too.</source>
   <translation>Zeigt, was die Codes einer Datei (ELAN, BORIS, The Observer, Tabelle) hier wären, und fügt sie hinzu. Eine Datei kann auch auf das Fenster gezogen werden.</translation>
  </message>
  <message>
   <source>Shows what was exported.</source>
   <translation>Zeigt, was exportiert wurde.</translation>
  </message>
  <message>
   <source>Shows where each person of the chosen session was on the plane of both axes.</source>
   <translation>Zeigt, wo jede Person der gewählten Sitzung auf der Ebene beider Achsen war.</translation>
  </message>
  <message>
   <source>Shows where the file is now; its place in the session is kept.</source>
   <translation>Zeigt, wo die Datei jetzt liegt; ihre Lage in der Sitzung bleibt erhalten.</translation>
  </message>
  <message>
   <source>Signal</source>
   <translation>Signal</translation>
  </message>
  <message>
   <source>signal</source>
   <translation>Signal</translation>
  </message>
  <message>
   <source>Signal {signal!r} cannot be simulated.</source>
   <translation>Das Signal {signal!r} kann nicht simuliert werden.</translation>
  </message>
  <message>
   <source>Signals</source>
   <translation>Signale</translation>
  </message>
  <message>
   <source>signals</source>
   <translation>Signale</translation>
  </message>
  <message>
   <source>signals in WFDB format {said} are not read</source>
   <translation>Signale im WFDB-Format {said} werden nicht gelesen</translation>
  </message>
  <message>
   <source>Signals of the files</source>
   <translation>Signale der Dateien</translation>
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
   <source>Simulated: nobody was recorded.</source>
   <translation>Simuliert: Niemand wurde aufgezeichnet.</translation>
  </message>
  <message>
   <source>Simulating {session}</source>
   <translation>Simuliert {session}</translation>
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
   <source>skin contact again.</source>
   <translation>wieder Hautkontakt.</translation>
  </message>
  <message>
   <source>Slow channels begin within one of their samples after the others.</source>
   <translation>Langsame Kanäle beginnen bis zu einem ihrer Messwerte nach den anderen.</translation>
  </message>
  <message>
   <source>Slow: choose a disk in this computer, no network or USB drive.</source>
   <translation>Langsam: Wählen Sie einen Datenträger in diesem Computer, kein Netz- oder USB-Laufwerk.</translation>
  </message>
  <message>
   <source>Slower</source>
   <translation>Langsamer</translation>
  </message>
  <message>
   <source>sniff returned {sure!r}</source>
   <translation>sniff gab {sure!r} zurück</translation>
  </message>
  <message>
   <source>so much safety that nothing is asked</source>
   <translation>so viel Sicherheit, dass nichts verlangt wird</translation>
  </message>
  <message>
   <source>So often at most</source>
   <translation>Höchstens so oft</translation>
  </message>
  <message>
   <source>Some files begin in local time and others in UTC.</source>
   <translation>Einige Dateien nennen ihren Beginn in Ortszeit, andere in UTC.</translation>
  </message>
  <message>
   <source>some of its numbers have decimal commas, but {cell!r} has a point</source>
   <translation>einige ihrer Zahlen haben Dezimalkommas, aber {cell!r} hat einen Punkt</translation>
  </message>
  <message>
   <source>Somebody else is coding this session at the same time. Both are kept; open it again to see what the other coded.</source>
   <translation>Jemand anderes codiert diese Sitzung zur selben Zeit. Beides bleibt erhalten; öffnen Sie sie erneut, um zu sehen, was dort codiert wurde.</translation>
  </message>
  <message>
   <source>somebody withdrew after the last link of the chain was made: what it covers was changed since, and cannot be compared</source>
   <translation>nach dem letzten Glied der Kette hat jemand die Teilnahme widerrufen: Was es umfasst, wurde seither geändert und kann nicht verglichen werden</translation>
  </message>
  <message>
   <source>somebody without a study code</source>
   <translation>jemandem ohne Kürzel</translation>
  </message>
  <message>
   <source>something that blind coders are not told</source>
   <translation>etwas, das blinde Codierende nicht erfahren</translation>
  </message>
  <message>
   <source>something the therapist does begins or feeds the rupture</source>
   <translation>etwas, das die Therapeutin oder der Therapeut tut, beginnt oder nährt den Bruch</translation>
  </message>
  <message>
   <source>Something underneath hangs: a network drive, a driver, a security program.</source>
   <translation>Etwas darunter hängt: ein Netzlaufwerk, ein Treiber, ein Schutzprogramm.</translation>
  </message>
  <message>
   <source>Somewhat above the person's own baseline. Engagement, speaking, warmth or a low baseline give the same picture.</source>
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
   <source>Sort by the column of the cursor</source>
   <translation>Nach der Spalte des Cursors ordnen</translation>
  </message>
  <message>
   <source>Sorts the sessions; again turns the order round.</source>
   <translation>Ordnet die Sitzungen; noch einmal kehrt die Reihenfolge um.</translation>
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
   <source>Sound level of {0}</source>
   <translation>Lautstärke von {0}</translation>
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
   <source>sound only</source>
   <translation>nur Ton</translation>
  </message>
  <message>
   <source>sound or video: what is said or shown cannot be searched</source>
   <translation>Ton oder Video: was gesagt oder gezeigt wird, kann nicht durchsucht werden</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Leertaste</translation>
  </message>
  <message>
   <source>speaks {0:.0f} % of the time</source>
   <translation>spricht {0:.0f} % der Zeit</translation>
  </message>
  <message>
   <source>Speech</source>
   <translation>Sprechen</translation>
  </message>
  <message>
   <source>speech</source>
   <translation>Sprechen</translation>
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
   <source>Split</source>
   <translation>Teilen</translation>
  </message>
  <message>
   <source>Split the chosen event here</source>
   <translation>Gewähltes Ereignis hier teilen</translation>
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
   <source>SPSS files need the package pyreadstat, which is not installed.</source>
   <translation>Für SPSS-Dateien fehlt das Paket pyreadstat.</translation>
  </message>
  <message>
   <source>stamps are not on the LSL clock</source>
   <translation>Zeitstempel folgen nicht der LSL-Uhr</translation>
  </message>
  <message>
   <source>Stamps do not come from it. Let it settle before the session: files carry its date.</source>
   <translation>Zeitstempel kommen nicht von ihr. Lassen Sie sie vor der Sitzung zur Ruhe kommen: Dateien tragen ihr Datum.</translation>
  </message>
  <message>
   <source>stamps with {how}. {constant:+.3f} s are added to each stamp; the recording keeps them as they came.</source>
   <translation>stempelt mit: {how}. Zu jedem Zeitstempel werden {constant:+.3f} s addiert; die Aufzeichnung behält sie, wie sie kamen.</translation>
  </message>
  <message>
   <source>standard</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Start a new session; the recording of this one is safe.</source>
   <translation>Beginnen Sie eine neue Sitzung; die Aufzeichnung dieser bleibt erhalten.</translation>
  </message>
  <message>
   <source>Start anyway</source>
   <translation>Trotzdem beginnen</translation>
  </message>
  <message>
   <source>Start from material.base(...).</source>
   <translation>Beginnen Sie mit material.base(...).</translation>
  </message>
  <message>
   <source>Start from material.base({name!r}, {unit!r}, length_s).</source>
   <translation>Beginnen Sie mit material.base({name!r}, {unit!r}, length_s).</translation>
  </message>
  <message>
   <source>Start it again; its log is in the session folder.</source>
   <translation>Starten Sie ihn wieder; sein Protokoll liegt im Sitzungsordner.</translation>
  </message>
  <message>
   <source>Start it in a desktop session, or run it headless. A desktop of Debian or Ubuntu needs: apt install {packages}</source>
   <translation>Starten Sie es in einer Desktop-Sitzung oder ohne Fenster. Ein Desktop mit Debian oder Ubuntu braucht: apt install {packages}</translation>
  </message>
  <message>
   <source>Start its program again, or have its maker look at the events of the recording.</source>
   <translation>Starten Sie sein Programm neu oder zeigen Sie dessen Hersteller die Ereignisse der Aufzeichnung.</translation>
  </message>
  <message>
   <source>Start its program again, then set it.</source>
   <translation>Starten Sie das Programm wieder, und geben Sie es dann an.</translation>
  </message>
  <message>
   <source>Start its program again.</source>
   <translation>Starten Sie sein Programm wieder.</translation>
  </message>
  <message>
   <source>Start its program again; see 'safehold doctor'.</source>
   <translation>Starten Sie sein Programm neu; siehe 'safehold doctor'.</translation>
  </message>
  <message>
   <source>Start its program again; the stream reconnects by itself.</source>
   <translation>Starten Sie sein Programm wieder; der Stream verbindet sich von selbst wieder.</translation>
  </message>
  <message>
   <source>Start its program and look for the streams again, or change it in study.toml.</source>
   <translation>Sein Programm starten und die Streams neu suchen, oder es in der study.toml ändern.</translation>
  </message>
  <message>
   <source>Start its program. There are: {names}.</source>
   <translation>Starten Sie sein Programm. Es gibt: {names}.</translation>
  </message>
  <message>
   <source>Start or end the baseline</source>
   <translation>Ruhemessung beginnen oder beenden</translation>
  </message>
  <message>
   <source>Start or halt</source>
   <translation>Starten oder anhalten</translation>
  </message>
  <message>
   <source>Start or stop the recording</source>
   <translation>Aufzeichnung beginnen oder beenden</translation>
  </message>
  <message>
   <source>Start session and recording</source>
   <translation>Sitzung und Aufzeichnung beginnen</translation>
  </message>
  <message>
   <source>Start the program again; please report this if it happens again.</source>
   <translation>Starten Sie das Programm neu; melden Sie es bitte, wenn es wieder geschieht.</translation>
  </message>
  <message>
   <source>Start the recording again if the session continues.</source>
   <translation>Starten Sie die Aufzeichnung wieder, wenn die Sitzung weitergeht.</translation>
  </message>
  <message>
   <source>Start the recording again: it continues in a new part.</source>
   <translation>Starten Sie die Aufzeichnung wieder: Sie geht in einem neuen Teil weiter.</translation>
  </message>
  <message>
   <source>Start the recording again: it continues in a new part. Use a disk formatted as NTFS, exFAT, ext4 or APFS next time.</source>
   <translation>Starten Sie die Aufzeichnung neu: Sie geht in einem neuen Teil weiter. Nehmen Sie nächstes Mal einen Datenträger mit NTFS, exFAT, ext4 oder APFS.</translation>
  </message>
  <message>
   <source>Start the recording again{how}: it continues in a new part.</source>
   <translation>Starten Sie die Aufzeichnung neu{how}: Sie geht in einem neuen Teil weiter.</translation>
  </message>
  <message>
   <source>Start the sending program again; the stream reconnects when it is back.</source>
   <translation>Starten Sie das sendende Programm neu; der Stream verbindet sich wieder, wenn er zurück ist.</translation>
  </message>
  <message>
   <source>Start the sensor's LSL program on this computer or network and check that it streams; 'safehold simulate' gives streams to try with. For sensors on other computers add '--network lan'.</source>
   <translation>Starten Sie das LSL-Programm des Sensors auf diesem Computer oder im Netz und prüfen Sie, dass es sendet; 'safehold simulate' gibt Streams zum Ausprobieren. Für Sensoren an anderen Computern ergänzen Sie '--network lan'.</translation>
  </message>
  <message>
   <source>Start the sensor's program; if it runs, 'safehold doctor' says why it is not seen.</source>
   <translation>Starten Sie das Programm des Sensors; läuft es, sagt 'safehold doctor', warum er nicht gesehen wird.</translation>
  </message>
  <message>
   <source>Start the sensors' programs and check that they stream.</source>
   <translation>Starten Sie die Programme der Sensoren und prüfen Sie, ob sie senden.</translation>
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
   <source>Starting ...</source>
   <translation>Wird begonnen …</translation>
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
   <source>Starts the next phase, or ends the current one.</source>
   <translation>Beginnt die nächste Phase oder beendet die laufende.</translation>
  </message>
  <message>
   <source>Starts the recorder, then the session.</source>
   <translation>Startet den Rekorder, dann die Sitzung.</translation>
  </message>
  <message>
   <source>state</source>
   <translation>Stand</translation>
  </message>
  <message>
   <source>State the rate of the samples, or 0.</source>
   <translation>Geben Sie die Rate der Messwerte an oder 0.</translation>
  </message>
  <message>
   <source>states {unit}, but moves by {size:.3g} within a second: {what}</source>
   <translation>gibt {unit} an, bewegt sich aber um {size:.3g} in einer Sekunde: {what}</translation>
  </message>
  <message>
   <source>Step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <source>Step by step to a new recording.</source>
   <translation>Schritt für Schritt zu einer neuen Aufzeichnung.</translation>
  </message>
  <message>
   <source>Steps of a new session</source>
   <translation>Schritte einer neuen Sitzung</translation>
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
   <source>Stop one of them: after a dropout the other one could be mistaken for it.</source>
   <translation>Beenden Sie einen davon: Nach einem Ausfall könnte der andere für ihn gehalten werden.</translation>
  </message>
  <message>
   <source>Stop other demos, drills or tests on this computer and try again.</source>
   <translation>Beenden Sie andere Demos, Übungen oder Tests auf diesem Computer und versuchen Sie es erneut.</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>Aufzeichnung beenden</translation>
  </message>
  <message>
   <source>Stop recording?</source>
   <translation>Aufzeichnung beenden?</translation>
  </message>
  <message>
   <source>Stop that program, and start the recording again: it continues in a new part.</source>
   <translation>Beenden Sie dieses Programm und starten Sie die Aufzeichnung neu: Sie geht in einem neuen Teil weiter.</translation>
  </message>
  <message>
   <source>Stop the recorder first.</source>
   <translation>Beenden Sie zuerst den Rekorder.</translation>
  </message>
  <message>
   <source>STOPPING</source>
   <translation>ENDET</translation>
  </message>
  <message>
   <source>Stopping ...</source>
   <translation>Wird angehalten …</translation>
  </message>
  <message>
   <source>Strained</source>
   <translation>Belastet</translation>
  </message>
  <message>
   <source>stream</source>
   <translation>Stream</translation>
  </message>
  <message>
   <source>stream name {text!r}</source>
   <translation>Streamname {text!r}</translation>
  </message>
  <message>
   <source>stream type {text!r}</source>
   <translation>Streamtyp {text!r}</translation>
  </message>
  <message>
   <source>Stream {name!r}</source>
   <translation>Stream {name!r}</translation>
  </message>
  <message>
   <source>Stream {name!r} gives RR intervals in {unit!r}.</source>
   <translation>Der Stream {name!r} gibt RR-Intervalle in {unit!r}.</translation>
  </message>
  <message>
   <source>Stream {name!r} has ended. Start its program again; if it has no source id, start the live session again as well: the recording continues.</source>
   <translation>Stream {name!r} ist zu Ende. Starten Sie sein Programm wieder; hat er keine Quellkennung, dann auch die Live-Sitzung: Die Aufzeichnung geht weiter.</translation>
  </message>
  <message>
   <source>Stream {name!r} on {host!r}</source>
   <translation>Stream {name!r} auf {host!r}</translation>
  </message>
  <message>
   <source>stream {stream_id} cannot be read: {error}</source>
   <translation>Stream {stream_id} ist nicht lesbar: {error}</translation>
  </message>
  <message>
   <source>Streams</source>
   <translation>Streams</translation>
  </message>
  <message>
   <source>streams</source>
   <translation>Streams</translation>
  </message>
  <message>
   <source>Streams and checks</source>
   <translation>Streams und Prüfungen</translation>
  </message>
  <message>
   <source>Streams and their state</source>
   <translation>Streams und ihr Zustand</translation>
  </message>
  <message>
   <source>Streams are sent at the speed of time, not {speed:g} times.</source>
   <translation>Streams werden im Tempo der Zeit gesendet, nicht {speed:g}-mal so schnell.</translation>
  </message>
  <message>
   <source>streams could not be looked for (code {number}: {last})</source>
   <translation>nach Streams konnte nicht gesucht werden (Code {number}: {last})</translation>
  </message>
  <message>
   <source>Streams of programs in another session are not seen, and theirs is 'default' unless it was set: set the same one everywhere, or none.</source>
   <translation>Streams von Programmen in einer anderen Sitzung sind nicht zu sehen, und ohne Einstellung ist es 'default': stellen Sie überall dieselbe ein oder keine.</translation>
  </message>
  <message>
   <source>Streams of the recording</source>
   <translation>Streams der Aufzeichnung</translation>
  </message>
  <message>
   <source>Streams: none yet</source>
   <translation>Streams: noch keine</translation>
  </message>
  <message>
   <source>Streams: {0} of {1} good</source>
   <translation>Streams: {0} von {1} gut</translation>
  </message>
  <message>
   <source>Streams: {1} good</source>
   <translation>Streams: {1} gut</translation>
  </message>
  <message>
   <source>string stream</source>
   <translation>Text-Stream</translation>
  </message>
  <message>
   <source>Strong</source>
   <translation>Stark</translation>
  </message>
  <message>
   <source>Study</source>
   <translation>Studie</translation>
  </message>
  <message>
   <source>Study code</source>
   <translation>Kürzel</translation>
  </message>
  <message>
   <source>Study code of the coder</source>
   <translation>Kürzel der codierenden Person</translation>
  </message>
  <message>
   <source>Study code of the coder (may be empty)</source>
   <translation>Kürzel der codierenden Person (darf leer sein)</translation>
  </message>
  <message>
   <source>Study code of the one who codes now, no name (may be empty). What is coded and changed in this replay carries it in every table.</source>
   <translation>Kürzel der Person, die jetzt codiert, kein Name (darf leer sein). Was in dieser Wiedergabe codiert und geändert wird, trägt es in jeder Tabelle.</translation>
  </message>
  <message>
   <source>Study code of {0}</source>
   <translation>Kürzel: {0}</translation>
  </message>
  <message>
   <source>Study codes</source>
   <translation>Kürzel der Personen</translation>
  </message>
  <message>
   <source>Study codes only. What is not valid is missing, with its reason beside it.</source>
   <translation>Nur Kürzel. Was nicht gültig ist, fehlt, mit dem Grund daneben.</translation>
  </message>
  <message>
   <source>Study codes only: never a name, never a date. Tab continues, Enter is Next.</source>
   <translation>Nur Kürzel der Studie: nie ein Name, nie ein Datum. Tab geht weiter, Eingabe ist Weiter.</translation>
  </message>
  <message>
   <source>Study folder</source>
   <translation>Studienordner</translation>
  </message>
  <message>
   <source>Study {0}</source>
   <translation>Studie {0}</translation>
  </message>
  <message>
   <source>subtype</source>
   <translation>Unterart</translation>
  </message>
  <message>
   <source>Subtype</source>
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
   <source>Swap the two electrodes, or turn the signal over: in the window{how}, or with safehold streams set NAME --invert.</source>
   <translation>Vertauschen Sie die beiden Elektroden, oder drehen Sie das Signal um: im Fenster{how}, oder mit safehold streams set NAME --invert.</translation>
  </message>
  <message>
   <source>Switch Bluetooth on, and allow this program to use it in the system settings.</source>
   <translation>Schalten Sie Bluetooth ein und erlauben Sie es diesem Programm in den Einstellungen des Systems.</translation>
  </message>
  <message>
   <source>Switch off {names} (VPN or virtual).</source>
   <translation>Schalten Sie {names} ab (VPN oder virtuell).</translation>
  </message>
  <message>
   <source>Switch the sensors and their programs on. Streams appear as they come.</source>
   <translation>Sensoren und ihre Programme einschalten. Streams erscheinen, sobald sie da sind.</translation>
  </message>
  <message>
   <source>Switches full screen on or off.</source>
   <translation>Schaltet den ganzen Bildschirm ein oder aus.</translation>
  </message>
  <message>
   <source>Switches the sound of the file on or off.</source>
   <translation>Schaltet den Ton der Datei ein oder aus.</translation>
  </message>
  <message>
   <source>synced {0:.1f} s ago</source>
   <translation>gesichert vor {0:.1f} s</translation>
  </message>
  <message>
   <source>Syncing {path}</source>
   <translation>Sichern von {path}</translation>
  </message>
  <message>
   <source>system clock</source>
   <translation>Systemuhr</translation>
  </message>
  <message>
   <source>System Settings &gt; Network &gt; Firewall: allow incoming connections for this Python.</source>
   <translation>Systemeinstellungen &gt; Netzwerk &gt; Firewall: erlauben Sie diesem Python eingehende Verbindungen.</translation>
  </message>
  <message>
   <source>Tables (*.csv)</source>
   <translation>Tabellen (*.csv)</translation>
  </message>
  <message>
   <source>Tables and report of the study</source>
   <translation>Tabellen und Bericht der Studie</translation>
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
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
  <message>
   <source>Take both as one</source>
   <translation>Beide als eines nehmen</translation>
  </message>
  <message>
   <source>Take it again</source>
   <translation>Noch einmal messen</translation>
  </message>
  <message>
   <source>Take neither</source>
   <translation>Keines nehmen</translation>
  </message>
  <message>
   <source>Take over what is agreed</source>
   <translation>Übereinstimmende übernehmen</translation>
  </message>
  <message>
   <source>Take the baseline again</source>
   <translation>Ruhemessung wiederholen</translation>
  </message>
  <message>
   <source>Take the file away</source>
   <translation>Datei entfernen</translation>
  </message>
  <message>
   <source>Take the first</source>
   <translation>Das erste nehmen</translation>
  </message>
  <message>
   <source>Take the second</source>
   <translation>Das zweite nehmen</translation>
  </message>
  <message>
   <source>Take the span that was drawn</source>
   <translation>Gezogenen Zeitraum nehmen</translation>
  </message>
  <message>
   <source>Takes a file of the laboratory beside the session. It is neither copied nor exported.</source>
   <translation>Ordnet der Sitzung eine Datei des Labors zu. Sie wird weder kopiert noch exportiert.</translation>
  </message>
  <message>
   <source>Takes a risk</source>
   <translation>Wagt etwas</translation>
  </message>
  <message>
   <source>Takes back the last change of the place.</source>
   <translation>Nimmt die letzte Änderung der Lage zurück.</translation>
  </message>
  <message>
   <source>Takes back the value that was entered last.</source>
   <translation>Nimmt den zuletzt eingetragenen Wert zurück.</translation>
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
   <source>Takes the last change of the study back.</source>
   <translation>Nimmt die letzte Änderung der Studie zurück.</translation>
  </message>
  <message>
   <source>Takes the next higher speed; the fastest is 60 times the speed of time.</source>
   <translation>Nimmt das nächsthöhere Tempo; das schnellste ist 60-mal so schnell wie die Zeit.</translation>
  </message>
  <message>
   <source>Takes the next lower speed; the slowest is a quarter of the speed of time.</source>
   <translation>Nimmt das nächstniedrigere Tempo; das langsamste ist ein Viertel so schnell wie die Zeit.</translation>
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
   <source>task of known length</source>
   <translation>Aufgabe bekannter Länge</translation>
  </message>
  <message>
   <source>task or goal are changed</source>
   <translation>Aufgabe oder Ziel werden geändert</translation>
  </message>
  <message>
   <source>TCP and UDP {first}-{last} and UDP {search}</source>
   <translation>TCP und UDP {first}-{last} und UDP {search}</translation>
  </message>
  <message>
   <source>text in the file</source>
   <translation>Text in der Datei</translation>
  </message>
  <message>
   <source>texts about the person go; the others' streams stay bit for bit</source>
   <translation>Texte über die Person gehen; die Streams der anderen bleiben Bit für Bit</translation>
  </message>
  <message>
   <source>Texts need quotation marks, and a table begins with its [name].</source>
   <translation>Texte stehen in Anführungszeichen, und eine Tabelle beginnt mit ihrem [Namen].</translation>
  </message>
  <message>
   <source>That alarm has already been seen, or is gone.</source>
   <translation>Diesen Alarm hat schon jemand gesehen, oder es gibt ihn nicht mehr.</translation>
  </message>
  <message>
   <source>That event no longer exists: nothing was changed.</source>
   <translation>Dieses Ereignis gibt es nicht mehr: nichts wurde geändert.</translation>
  </message>
  <message>
   <source>That is late: a loudspeaker without a cable? The flash is what counts.</source>
   <translation>Das ist spät: ein Lautsprecher ohne Kabel? Es gilt der Blitz.</translation>
  </message>
  <message>
   <source>That sensor is not used in this session: it was not turned over.</source>
   <translation>Dieser Sensor wird in dieser Sitzung nicht benutzt: er wurde nicht umgedreht.</translation>
  </message>
  <message>
   <source>That works only if every computer has such an address; else check the router.</source>
   <translation>Das geht nur, wenn alle Computer so eine Adresse haben; sonst prüfen Sie den Router.</translation>
  </message>
  <message>
   <source>The alarm has been seen; it stays until it is over.</source>
   <translation>Der Alarm ist gesehen; er bleibt stehen, bis er vorbei ist.</translation>
  </message>
  <message>
   <source>the amplitude is far below this person's own</source>
   <translation>die Amplitude liegt weit unter der eigenen dieser Person</translation>
  </message>
  <message>
   <source>the archive is damaged ({error})</source>
   <translation>das Archiv ist beschädigt ({error})</translation>
  </message>
  <message>
   <source>The band between the two must be wider than hysteresis = {hysteresis!r}.</source>
   <translation>Das Band dazwischen muss breiter sein als hysteresis = {hysteresis!r}.</translation>
  </message>
  <message>
   <source>the baseline does not meet its acceptance rules</source>
   <translation>die Ruhemessung erfüllt ihre Annahmeregeln nicht</translation>
  </message>
  <message>
   <source>The baseline gave no result. Take it again.</source>
   <translation>Die Ruhemessung ergab nichts. Wiederholen Sie sie.</translation>
  </message>
  <message>
   <source>the baseline has too little valid time</source>
   <translation>die Ruhemessung hat zu wenig gültige Zeit</translation>
  </message>
  <message>
   <source>The baseline is already running: end it first to take it again.</source>
   <translation>Die Ruhemessung läuft schon: zum Wiederholen zuerst beenden.</translation>
  </message>
  <message>
   <source>The baseline is being computed: its verdict follows in seconds.</source>
   <translation>Die Ruhemessung wird berechnet: das Urteil kommt in Sekunden.</translation>
  </message>
  <message>
   <source>The baseline of {person} gave no result. Take it again.</source>
   <translation>Die Ruhemessung von {person} ergab nichts. Wiederholen Sie sie.</translation>
  </message>
  <message>
   <source>The baseline of {person} gave no result: {reasons}. Take it again.</source>
   <translation>Die Ruhemessung von {person} gab kein Ergebnis: {reasons}. Wiederholen Sie sie.</translation>
  </message>
  <message>
   <source>The baseline was accepted: it need not be taken again.</source>
   <translation>Die Ruhemessung ist angenommen: sie muss nicht wiederholt werden.</translation>
  </message>
  <message>
   <source>The beat stays, the intervals about it are not used; a second press takes it back.</source>
   <translation>Der Herzschlag bleibt, die Intervalle um ihn werden nicht verwendet; ein zweiter Druck nimmt es zurück.</translation>
  </message>
  <message>
   <source>The breathing calibration of {person} has {n_valid} valid breaths; it needs {needed} at clearly different rates, and depths that do not just follow the rate.</source>
   <translation>Die Atemkalibrierung von {person} hat {n_valid} gültige Atemzüge; sie braucht {needed} bei deutlich verschiedenen Frequenzen, und Tiefen, die nicht nur der Frequenz folgen.</translation>
  </message>
  <message>
   <source>The breathing pacer of {person} is open already.</source>
   <translation>Der Atemtakt von {person} ist schon offen.</translation>
  </message>
  <message>
   <source>the breaths so far do not tell whether the sensor is upside down</source>
   <translation>die bisherigen Atemzüge sagen nicht, ob der Sensor verkehrt herum sitzt</translation>
  </message>
  <message>
   <source>The buffer of {name!r} was full: samples before now are lost here. The recorder has a buffer of its own; its status says how it is.</source>
   <translation>Der Puffer von {name!r} war voll: Messwerte von eben sind hier verloren. Der Rekorder hat einen eigenen Puffer; sein Status sagt, wie es ihm geht.</translation>
  </message>
  <message>
   <source>the certificate of another withdrawal names the person</source>
   <translation>die Bescheinigung eines anderen Widerrufs nennt die Person</translation>
  </message>
  <message>
   <source>the chain of hashes is broken at link {number} of {n_links}</source>
   <translation>die Kette der Prüfsummen ist beim Glied {number} von {n_links} unterbrochen</translation>
  </message>
  <message>
   <source>The channel {label} cannot be held by EDF: {error}.</source>
   <translation>EDF kann den Kanal {label} nicht fassen: {error}.</translation>
  </message>
  <message>
   <source>the check itself failed: {error}</source>
   <translation>die Prüfung selbst ist fehlgeschlagen: {error}</translation>
  </message>
  <message>
   <source>the chunk before a hole of zeros was left out</source>
   <translation>der Abschnitt vor einem Loch aus Nullen wurde ausgelassen</translation>
  </message>
  <message>
   <source>The clap near here is this moment</source>
   <translation>Das Klatschen hier ist dieser Zeitpunkt</translation>
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
   <source>the client calms their own activation</source>
   <translation>die Klientin oder der Klient beruhigt die eigene Aktivierung</translation>
  </message>
  <message>
   <source>the client doubts the therapist's good will or what comes from the therapist</source>
   <translation>zweifelt am Wohlwollen der Therapeutin oder des Therapeuten oder an dem, was von dort kommt</translation>
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
   <source>the client reflects on mental states, their own or another's; modifier lost: what is felt is taken for what is</source>
   <translation>denkt über innere Zustände nach, eigene oder die anderer; Zusatz „lost“: Was gefühlt wird, gilt als Tatsache</translation>
  </message>
  <message>
   <source>the client relies on the therapist's good will or takes what comes from the therapist as worth knowing (epistemic trust)</source>
   <translation>verlässt sich auf das Wohlwollen der Therapeutin oder des Therapeuten oder nimmt Mitgeteiltes als wissenswert an (epistemisches Vertrauen)</translation>
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
   <source>The client's arousal</source>
   <translation>Erregung der Klientin, des Klienten</translation>
  </message>
  <message>
   <source>the client's stance is understood and accepted</source>
   <translation>die Haltung der Klientin oder des Klienten wird verstanden und angenommen</translation>
  </message>
  <message>
   <source>the clock of another machine; they are placed by their arrival, so they are late by their time on the way</source>
   <translation>der Uhr einer anderen Maschine; eingeordnet wird nach der Ankunft, also um die Laufzeit zu spät</translation>
  </message>
  <message>
   <source>The clock of {name!r} cannot be compared with this computer's.</source>
   <translation>Die Uhr von {name!r} kann nicht mit der dieses Computers verglichen werden.</translation>
  </message>
  <message>
   <source>The clock of {name!r} jumped by {jump:+.1f} s. That is subtracted from its stamps from here on; {n_off} samples in between were not processed live (they are recorded).</source>
   <translation>Die Uhr von {name!r} ist um {jump:+.1f} s gesprungen. Das wird von hier an von ihren Zeitstempeln abgezogen; {n_off} Werte dazwischen wurden nicht live verarbeitet (sie sind aufgezeichnet).</translation>
  </message>
  <message>
   <source>The clocks of the senders are not compared.</source>
   <translation>Die Uhren der Sender werden nicht verglichen.</translation>
  </message>
  <message>
   <source>the code</source>
   <translation>das Kürzel</translation>
  </message>
  <message>
   <source>the code is a part of its name</source>
   <translation>das Kürzel ist Teil des Namens</translation>
  </message>
  <message>
   <source>the codebook has no {key}.</source>
   <translation>im Codebuch fehlt {key}.</translation>
  </message>
  <message>
   <source>the codebook is another than locked</source>
   <translation>das Codebuch ist ein anderes als festgelegt</translation>
  </message>
  <message>
   <source>The columns are: {columns}.</source>
   <translation>Die Spalten sind: {columns}.</translation>
  </message>
  <message>
   <source>The columns are: {columns}; the units: {units}.</source>
   <translation>Die Spalten sind: {columns}; die Einheiten: {units}.</translation>
  </message>
  <message>
   <source>The computation ended early.</source>
   <translation>Die Berechnung endete vorzeitig.</translation>
  </message>
  <message>
   <source>The correction {id} ({kind} of a {what}) does not have the times that it needs.</source>
   <translation>Die Korrektur {id} ({kind}, {what}) hat nicht die Zeiten, die sie braucht.</translation>
  </message>
  <message>
   <source>The correction {id} at {t:.2f} s is not used: {why}.</source>
   <translation>Die Korrektur {id} bei {t:.2f} s wird nicht verwendet: {why}.</translation>
  </message>
  <message>
   <source>the current breath has lasted too long for the rate of the earlier ones</source>
   <translation>der jetzige Atemzug dauert zu lange für die Atemfrequenz davor</translation>
  </message>
  <message>
   <source>The curve of a belt must rise while the person breathes in; the tall waves of an ECG must point up. From now on the signal is turned over, in later sessions too; the recording stays as it is. For a belt, earlier breathing and RSA no longer count: take the baseline again. An ECG starts over and gives numbers within a minute.</source>
   <translation>Die Kurve eines Gurtes muss beim Einatmen steigen; die hohen Zacken eines EKG müssen nach oben zeigen. Von jetzt an wird das Signal umgedreht, auch in späteren Sitzungen; die Aufzeichnung bleibt, wie sie ist. Bei einem Gurt zählen Atmung und RSA von davor nicht mehr: Wiederholen Sie dann die Ruhemessung. Ein EKG beginnt neu und gibt binnen einer Minute Zahlen.</translation>
  </message>
  <message>
   <source>The dataset is not as it should be: {found}.</source>
   <translation>Der Datensatz ist nicht, wie er sein soll: {found}.</translation>
  </message>
  <message>
   <source>The demo is over. Its recording is checked and exported now ...</source>
   <translation>Die Demo ist zu Ende. Ihre Aufzeichnung wird jetzt geprüft und exportiert ...</translation>
  </message>
  <message>
   <source>The demo is over. Made: a recording and its tables, in the session's folder. See it again{replay}, export it for other programs{export}, or go to the first page{home} for its report and map.</source>
   <translation>Die Demo ist zu Ende. Entstanden sind eine Aufzeichnung und ihre Tabellen, im Ordner der Sitzung. Sie können sie wieder ansehen{replay}, für andere Programme exportieren{export} oder auf der ersten Seite{home} Bericht und Karte öffnen.</translation>
  </message>
  <message>
   <source>The demo is over; something went wrong: the terminal says what.</source>
   <translation>Die Demo ist zu Ende; etwas ging schief: Im Terminal steht, was.</translation>
  </message>
  <message>
   <source>the detector failed on this signal</source>
   <translation>die Erkennung versagte an diesem Signal</translation>
  </message>
  <message>
   <source>The disk cannot be written</source>
   <translation>Auf den Datenträger kann nicht geschrieben werden</translation>
  </message>
  <message>
   <source>the disk did not confirm the end: {failure}</source>
   <translation>der Datenträger hat das Ende nicht bestätigt: {failure}</translation>
  </message>
  <message>
   <source>The disk did not confirm the last sync.</source>
   <translation>Der Datenträger hat die letzte Sicherung nicht bestätigt.</translation>
  </message>
  <message>
   <source>the disk does not answer</source>
   <translation>der Datenträger antwortet nicht</translation>
  </message>
  <message>
   <source>The disk does not answer any more</source>
   <translation>Der Datenträger antwortet nicht mehr</translation>
  </message>
  <message>
   <source>The disk has become read-only</source>
   <translation>Der Datenträger ist schreibgeschützt worden</translation>
  </message>
  <message>
   <source>The disk is full</source>
   <translation>Der Datenträger ist voll</translation>
  </message>
  <message>
   <source>The disk is full in {minutes:.0f} min.</source>
   <translation>Der Datenträger ist in {minutes:.0f} min voll.</translation>
  </message>
  <message>
   <source>The disk is slow: data waits to be written.</source>
   <translation>Der Datenträger ist langsam: Daten warten aufs Schreiben.</translation>
  </message>
  <message>
   <source>The disk or its cable is failing. Check the cable; record the next session on another disk.</source>
   <translation>Der Datenträger oder sein Kabel ist defekt. Prüfen Sie das Kabel; zeichnen Sie die nächste Sitzung auf einen anderen Datenträger auf.</translation>
  </message>
  <message>
   <source>the disk refused {n_failed} syncs: {said}</source>
   <translation>der Datenträger hat {n_failed} Sicherungen verweigert: {said}</translation>
  </message>
  <message>
   <source>The disk reports an input/output error</source>
   <translation>Der Datenträger meldet einen Ein-/Ausgabefehler</translation>
  </message>
  <message>
   <source>The disk took no data for {seconds:.0f} s; {dropped} samples were lost.</source>
   <translation>Der Datenträger nahm {seconds:.0f} s lang nichts an; {dropped} Messwerte gingen verloren.</translation>
  </message>
  <message>
   <source>The display</source>
   <translation>Die Anzeige</translation>
  </message>
  <message>
   <source>The drift is not known: the marks do not tell it. Up to {ppm:.0f} ppm are reckoned with.</source>
   <translation>Die Drift ist nicht bekannt: Die Marken verraten sie nicht. Gerechnet wird mit bis zu {ppm:.0f} ppm.</translation>
  </message>
  <message>
   <source>the ECG seems upside down</source>
   <translation>das EKG scheint verkehrt herum zu sein</translation>
  </message>
  <message>
   <source>the ECG was turned over by the user: earlier beats do not count</source>
   <translation>das EKG wurde von Hand umgedreht: Herzschläge von davor zählen nicht</translation>
  </message>
  <message>
   <source>The effects are: {names}.</source>
   <translation>Die Effekte sind: {names}.</translation>
  </message>
  <message>
   <source>The engine</source>
   <translation>Die Berechnung</translation>
  </message>
  <message>
   <source>The event stays theirs and says who changed it. What was recorded stays as it is, and Undo takes the change back.</source>
   <translation>Das Ereignis bleibt das dieser Person und sagt, wer es geändert hat. Was aufgezeichnet wurde, bleibt, wie es ist, und Rückgängig nimmt die Änderung zurück.</translation>
  </message>
  <message>
   <source>The events on the grid differ from the events of the session.</source>
   <translation>Die Ereignisse im Raster weichen von denen der Sitzung ab.</translation>
  </message>
  <message>
   <source>The export could not be written to {out_root}: {why}.</source>
   <translation>Der Export konnte nicht nach {out_root} geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>The export was cancelled.</source>
   <translation>Der Export wurde abgebrochen.</translation>
  </message>
  <message>
   <source>The fault {fault} cannot begin in the middle.</source>
   <translation>Die Störung {fault} kann nicht mittendrin beginnen.</translation>
  </message>
  <message>
   <source>The fault {fault} is of a signal that is not simulated.</source>
   <translation>Die Störung {fault} betrifft ein Signal, das nicht simuliert wird.</translation>
  </message>
  <message>
   <source>the file</source>
   <translation>die Datei</translation>
  </message>
  <message>
   <source>The file begins at, session time</source>
   <translation>Die Datei beginnt bei, Sitzungszeit</translation>
  </message>
  <message>
   <source>the file does not say when the recording was started: counted from the first sample of any stream</source>
   <translation>die Datei sagt nicht, wann die Aufzeichnung gestartet wurde: gezählt vom ersten Wert irgendeines Streams an</translation>
  </message>
  <message>
   <source>the file does not say when the recording was stopped: counted to the last sample of any stream</source>
   <translation>die Datei sagt nicht, wann die Aufzeichnung beendet wurde: gezählt bis zum letzten Wert irgendeines Streams</translation>
  </message>
  <message>
   <source>The file has no sound here.</source>
   <translation>Die Datei hat hier keinen Ton.</translation>
  </message>
  <message>
   <source>The file holds no picture and no sound that can be read.</source>
   <translation>Die Datei enthält weder Bild noch Ton, die sich lesen lassen.</translation>
  </message>
  <message>
   <source>The file holds no sound that can be read.</source>
   <translation>Die Datei enthält keinen Ton, der gelesen werden kann.</translation>
  </message>
  <message>
   <source>The file is as large as this disk allows</source>
   <translation>Die Datei ist so groß, wie dieser Datenträger zulässt</translation>
  </message>
  <message>
   <source>The file is cut off or damaged; what could be unpacked is there.</source>
   <translation>Die Datei ist abgeschnitten oder beschädigt; was sich entpacken ließ, ist da.</translation>
  </message>
  <message>
   <source>The file is cut off: {there} of {stated} records are there, {lost:.1f} s are missing at the end.</source>
   <translation>Die Datei ist abgeschnitten: {there} von {stated} Datenblöcken sind da, am Ende fehlen {lost:.1f} s.</translation>
  </message>
  <message>
   <source>The file is longer than its header says; what stands behind was not read.</source>
   <translation>Die Datei ist länger, als ihr Kopf sagt; was dahinter steht, wurde nicht gelesen.</translation>
  </message>
  <message>
   <source>The file is not where it was: {0}</source>
   <translation>Die Datei ist nicht mehr, wo sie war: {0}</translation>
  </message>
  <message>
   <source>The file may come from a newer version of safehold.</source>
   <translation>Die Datei stammt vielleicht von einer neueren Version von safehold.</translation>
  </message>
  <message>
   <source>The files are of different lengths, {shortest:.0f} to {longest:.0f} s.</source>
   <translation>Die Dateien sind verschieden lang, {shortest:.0f} bis {longest:.0f} s.</translation>
  </message>
  <message>
   <source>The files do not say when they began: all count from one 0.</source>
   <translation>Die Dateien sagen nicht, wann sie begannen: Alle zählen von derselben 0 an.</translation>
  </message>
  <message>
   <source>The files hold no sample.</source>
   <translation>Die Dateien enthalten keinen Messwert.</translation>
  </message>
  <message>
   <source>The first seconds of the chosen signal, as they are in the file</source>
   <translation>Die ersten Sekunden des gewählten Signals, wie sie in der Datei stehen</translation>
  </message>
  <message>
   <source>The first status</source>
   <translation>Der erste Status</translation>
  </message>
  <message>
   <source>the folder is renamed: {new}</source>
   <translation>der Ordner wird umbenannt: {new}</translation>
  </message>
  <message>
   <source>The folder of {path} does not exist.</source>
   <translation>Den Ordner von {path} gibt es nicht.</translation>
  </message>
  <message>
   <source>the footer of stream {stream_id} cannot be read</source>
   <translation>der Schlussblock von Stream {stream_id} ist nicht lesbar</translation>
  </message>
  <message>
   <source>the formula has no finite value here</source>
   <translation>die Formel hat hier keinen endlichen Wert</translation>
  </message>
  <message>
   <source>the group of the files</source>
   <translation>die Gruppe der Dateien</translation>
  </message>
  <message>
   <source>The group's key is {first!r}; it is given in its [[group]].</source>
   <translation>Die Taste der Gruppe ist {first!r}; sie steht in ihrer [[group]].</translation>
  </message>
  <message>
   <source>the head that was written down belongs to link {number}; since then: {later}</source>
   <translation>der aufgeschriebene Kopf gehört zu Glied {number}; seither: {later}</translation>
  </message>
  <message>
   <source>the head that was written down belongs to no link of this chain</source>
   <translation>der aufgeschriebene Kopf gehört zu keinem Glied dieser Kette</translation>
  </message>
  <message>
   <source>the header of stream {stream_id} had to be mended</source>
   <translation>der Kopf von Stream {stream_id} musste ausgebessert werden</translation>
  </message>
  <message>
   <source>the header of the file cannot be read</source>
   <translation>der Kopf der Datei ist nicht lesbar</translation>
  </message>
  <message>
   <source>the heart rate is beyond the range for which indices are defined</source>
   <translation>die Herzfrequenz liegt außerhalb des Bereichs, für den es Indizes gibt</translation>
  </message>
  <message>
   <source>the height of the R waves shows no one breathing rate</source>
   <translation>die Höhe der R-Zacken zeigt keine eindeutige Atemfrequenz</translation>
  </message>
  <message>
   <source>The import was cancelled.</source>
   <translation>Der Import wurde abgebrochen.</translation>
  </message>
  <message>
   <source>The inlet {uid}</source>
   <translation>Der Eingang {uid}</translation>
  </message>
  <message>
   <source>The inlets of ratings</source>
   <translation>Die Eingänge der Einschätzungen</translation>
  </message>
  <message>
   <source>The inlets of returned streams</source>
   <translation>Die Eingänge zurückgekehrter Streams</translation>
  </message>
  <message>
   <source>the inputs are there; a zone is given once it has held for the dwell time</source>
   <translation>die Eingaben sind da; eine Zone gilt, sobald sie die Haltezeit gedauert hat</translation>
  </message>
  <message>
   <source>The interface does no multicast, or a VPN takes it: see the interfaces above.</source>
   <translation>Die Schnittstelle kann kein Multicast, oder ein VPN fängt es ab: siehe die Schnittstellen oben.</translation>
  </message>
  <message>
   <source>The intervals are recorded; heart rate and RMSSD will be missing.</source>
   <translation>Die Intervalle werden aufgezeichnet; Herzfrequenz und RMSSD werden fehlen.</translation>
  </message>
  <message>
   <source>The intervals have no times: they were added up, so a beat that is missing moves all that follow.</source>
   <translation>Die Intervalle haben keine Zeiten: Sie wurden aneinandergereiht, sodass ein fehlender Schlag alle folgenden verschiebt.</translation>
  </message>
  <message>
   <source>the journal</source>
   <translation>das Journal</translation>
  </message>
  <message>
   <source>The journal</source>
   <translation>Das Journal</translation>
  </message>
  <message>
   <source>The journal is not synced to the disk.</source>
   <translation>Das Journal wird nicht auf den Datenträger gesichert.</translation>
  </message>
  <message>
   <source>The journal keeps every code. End the session properly when you can, and start it again under the same id.</source>
   <translation>Das Journal behält jeden Code. Beenden Sie die Sitzung, sobald es geht, und starten Sie sie unter derselben Kennung neu.</translation>
  </message>
  <message>
   <source>The journal of the live engine is lost, and the recording holds no copy of it: every number was computed afterwards from the recording alone and may differ from what was shown. Times count from the recorder's start. Phases, events and baselines of the session were in the journal.</source>
   <translation>Das Journal der Sitzung ist verloren, und die Aufzeichnung enthält keine Kopie davon: Jede Zahl wurde nachträglich allein aus der Aufzeichnung berechnet und kann vom Gezeigten abweichen. Zeiten zählen ab dem Start des Rekorders. Phasen, Ereignisse und Ruhemessungen der Sitzung standen im Journal.</translation>
  </message>
  <message>
   <source>The journal of this session cannot be written; {n_waiting} lines wait in memory: {trouble}</source>
   <translation>Das Journal dieser Sitzung kann nicht geschrieben werden; {n_waiting} Zeilen warten im Speicher: {trouble}</translation>
  </message>
  <message>
   <source>The journal of this session was deleted while it was written. All of it is still held open, but it could not be written again yet: {why}</source>
   <translation>Das Journal dieser Sitzung wurde gelöscht, während es geschrieben wurde. Alles ist noch greifbar, konnte aber noch nicht neu geschrieben werden: {why}</translation>
  </message>
  <message>
   <source>The journal of this session was deleted while it was written. All of it was written again: {where}.</source>
   <translation>Das Journal dieser Sitzung wurde gelöscht, während es geschrieben wurde. Alles wurde neu geschrieben: {where}.</translation>
  </message>
  <message>
   <source>The journal of this session was moved or renamed while it was written. It continues in {where}; nothing is lost.</source>
   <translation>Das Journal dieser Sitzung wurde verschoben oder umbenannt, während es geschrieben wurde. Es geht weiter in {where}; nichts ist verloren.</translation>
  </message>
  <message>
   <source>the journal's copy in the recording</source>
   <translation>die Kopie des Journals in der Aufzeichnung</translation>
  </message>
  <message>
   <source>The keeper of the recorder</source>
   <translation>Die Überwachung des Rekorders</translation>
  </message>
  <message>
   <source>the key {error} is missing</source>
   <translation>der Schlüssel {error} fehlt</translation>
  </message>
  <message>
   <source>the key {name!r} is missing</source>
   <translation>der Schlüssel {name!r} fehlt</translation>
  </message>
  <message>
   <source>the label {label!r} is used twice.</source>
   <translation>die Bezeichnung {label!r} kommt zweimal vor.</translation>
  </message>
  <message>
   <source>the large waves of the heart beats point down: the ECG seems upside down</source>
   <translation>die großen Zacken der Herzschläge zeigen nach unten: das EKG scheint verkehrt herum zu sein</translation>
  </message>
  <message>
   <source>The last line is cut off; it was left out.</source>
   <translation>Die letzte Zeile ist abgeschnitten; sie wurde ausgelassen.</translation>
  </message>
  <message>
   <source>The last one cannot be removed: without any, the usual ones hold.</source>
   <translation>Der letzte Eintrag bleibt: Ohne Einträge gelten die üblichen.</translation>
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
   <source>The last status</source>
   <translation>Der letzte Status</translation>
  </message>
  <message>
   <source>the last {backlog_bytes} bytes: {why}</source>
   <translation>die letzten {backlog_bytes} Bytes: {why}</translation>
  </message>
  <message>
   <source>The level is between 0 and 1, and simulations are 20 to a million.</source>
   <translation>Das Niveau liegt zwischen 0 und 1, und es gibt 20 bis eine Million Simulationen.</translation>
  </message>
  <message>
   <source>The live view continues without it.</source>
   <translation>Die Live-Ansicht läuft ohne sie weiter.</translation>
  </message>
  <message>
   <source>the lock cannot be read: {why}</source>
   <translation>die Festlegung lässt sich nicht lesen: {why}</translation>
  </message>
  <message>
   <source>the LSL clock in microseconds</source>
   <translation>der LSL-Uhr in Mikrosekunden</translation>
  </message>
  <message>
   <source>the LSL clock in milliseconds</source>
   <translation>der LSL-Uhr in Millisekunden</translation>
  </message>
  <message>
   <source>the LSL clock in nanoseconds</source>
   <translation>der LSL-Uhr in Nanosekunden</translation>
  </message>
  <message>
   <source>The LSL configuration {path} ({variable}) cannot be read: {error}.</source>
   <translation>Die LSL-Einstellungen {path} ({variable}) sind nicht lesbar: {error}.</translation>
  </message>
  <message>
   <source>The map begins after the baseline.</source>
   <translation>Die Karte beginnt nach der Ruhemessung.</translation>
  </message>
  <message>
   <source>The map is not shown in this display; everything is recorded.</source>
   <translation>Die Karte wird in dieser Anzeige nicht gezeigt; alles wird aufgezeichnet.</translation>
  </message>
  <message>
   <source>The marks do not lie on one line: mark {number} is off by {off:.2f} s.</source>
   <translation>Die Marken liegen nicht auf einer Geraden: Marke {number} weicht um {off:.2f} s ab.</translation>
  </message>
  <message>
   <source>The marks place the file to within {ms:.0f} ms only.</source>
   <translation>Die Marken legen die Datei nur auf {ms:.0f} ms genau an.</translation>
  </message>
  <message>
   <source>The microphone gives no sound: is it plugged in and allowed?</source>
   <translation>Das Mikrofon liefert keinen Ton: Ist es angeschlossen und erlaubt?</translation>
  </message>
  <message>
   <source>the microphone was not heard all the time</source>
   <translation>das Mikrofon war nicht die ganze Zeit zu hören</translation>
  </message>
  <message>
   <source>the name {name!r} is not made of a-z, 0-9 and _, a letter first</source>
   <translation>der Name {name!r} besteht nicht aus a-z, 0-9 und _, zuerst ein Buchstabe</translation>
  </message>
  <message>
   <source>the name {name!r} is taken</source>
   <translation>der Name {name!r} ist vergeben</translation>
  </message>
  <message>
   <source>The network cannot be changed any more.</source>
   <translation>Das Netz lässt sich nicht mehr ändern.</translation>
  </message>
  <message>
   <source>The network is slow: use a cable, or a network of your own.</source>
   <translation>Das Netz ist langsam: Nehmen Sie ein Kabel oder ein eigenes Netz.</translation>
  </message>
  <message>
   <source>The next code as an interval instead of a point, or the other way round.</source>
   <translation>Der nächste Code als Dauer statt als Zeitpunkt, oder umgekehrt.</translation>
  </message>
  <message>
   <source>The next code began when the last event began or ended.</source>
   <translation>Der nächste Code begann, als das letzte Ereignis begann oder endete.</translation>
  </message>
  <message>
   <source>The next code was 10 seconds ago.</source>
   <translation>Der nächste Code war vor 10 Sekunden.</translation>
  </message>
  <message>
   <source>The next code was 5 seconds ago.</source>
   <translation>Der nächste Code war vor 5 Sekunden.</translation>
  </message>
  <message>
   <source>The next person's map</source>
   <translation>Karte der nächsten Person</translation>
  </message>
  <message>
   <source>The next question</source>
   <translation>Nächste Frage</translation>
  </message>
  <message>
   <source>the observer cannot tell</source>
   <translation>nicht zu erkennen</translation>
  </message>
  <message>
   <source>the observer judges the client above their own window</source>
   <translation>beobachtet: oberhalb des eigenen Fensters</translation>
  </message>
  <message>
   <source>the observer judges the client below their own window</source>
   <translation>beobachtet: unterhalb des eigenen Fensters</translation>
  </message>
  <message>
   <source>the observer judges the client within their own window</source>
   <translation>beobachtet: innerhalb des eigenen Fensters</translation>
  </message>
  <message>
   <source>the oddity {text!r} has no code</source>
   <translation>die Auffälligkeit {text!r} hat keinen Code</translation>
  </message>
  <message>
   <source>the onsets are no times</source>
   <translation>die Beginne sind keine Zeiten</translation>
  </message>
  <message>
   <source>The open interval began at {time} and cannot end before that: go to its end and press its key there, or undo it.</source>
   <translation>Das offene Intervall begann bei {time} und kann nicht davor enden: Gehen Sie an sein Ende und drücken Sie dort seine Taste, oder nehmen Sie es zurück.</translation>
  </message>
  <message>
   <source>The other microphone hears this voice only {0:.0f} dB less loudly: the two voices may be mixed up. Move the microphones apart, and nearer to their people.</source>
   <translation>Das andere Mikrofon hört diese Stimme nur {0:.0f} dB leiser: Die beiden Stimmen können verwechselt werden. Rücken Sie die Mikrofone auseinander und näher an ihre Personen.</translation>
  </message>
  <message>
   <source>The outlets</source>
   <translation>Die Ausgänge</translation>
  </message>
  <message>
   <source>The pacers</source>
   <translation>Die Atemtakte</translation>
  </message>
  <message>
   <source>the package {room!r} comes from {origin}, not from {root}</source>
   <translation>das Paket {room!r} kommt aus {origin}, nicht aus {root}</translation>
  </message>
  <message>
   <source>The people are: {people}.</source>
   <translation>Die Personen sind: {people}.</translation>
  </message>
  <message>
   <source>The people {people} are not valid, or one is named twice.</source>
   <translation>Die Personen {people} sind nicht gültig, oder eine ist doppelt genannt.</translation>
  </message>
  <message>
   <source>the person was alone in this session</source>
   <translation>die Person war in dieser Sitzung allein</translation>
  </message>
  <message>
   <source>the person's entry keeps its label and role only; comments with the code go</source>
   <translation>vom Eintrag der Person bleiben nur Bezeichnung und Rolle; Kommentare mit dem Kürzel gehen</translation>
  </message>
  <message>
   <source>the phase {phase!r} is declared twice.</source>
   <translation>die Phase {phase!r} kommt zweimal vor.</translation>
  </message>
  <message>
   <source>The picture could not be written to {path}.</source>
   <translation>Das Bild konnte nicht nach {path} geschrieben werden.</translation>
  </message>
  <message>
   <source>The place before</source>
   <translation>Die Lage davor</translation>
  </message>
  <message>
   <source>The place was not changed here.</source>
   <translation>Die Lage wurde hier nicht geändert.</translation>
  </message>
  <message>
   <source>the plan {file} is missing</source>
   <translation>der Plan {file} fehlt</translation>
  </message>
  <message>
   <source>the plan {file} was changed</source>
   <translation>der Plan {file} wurde geändert</translation>
  </message>
  <message>
   <source>The plan {path} does not lie in the study folder.</source>
   <translation>Der Plan {path} liegt nicht im Studienordner.</translation>
  </message>
  <message>
   <source>The power that is wanted is between 0 and 1.</source>
   <translation>Die gewünschte Teststärke liegt zwischen 0 und 1.</translation>
  </message>
  <message>
   <source>The previous person's map</source>
   <translation>Karte der Person davor</translation>
  </message>
  <message>
   <source>The previous question</source>
   <translation>Frage davor</translation>
  </message>
  <message>
   <source>the process that computed it ended; most often the memory was full</source>
   <translation>der Prozess, der sie berechnete, brach ab; meist war der Arbeitsspeicher voll</translation>
  </message>
  <message>
   <source>The process that computed the study ended; most often memory was full.</source>
   <translation>Der Prozess, der die Studie berechnete, ist zu Ende gegangen; meist war der Speicher voll.</translation>
  </message>
  <message>
   <source>The profile {whole!r} is a copy of the whole recording.</source>
   <translation>Das Profil {whole!r} ist eine Kopie der ganzen Aufzeichnung.</translation>
  </message>
  <message>
   <source>the program failed ({kind}: {error}); please report it</source>
   <translation>das Programm hat einen Fehler ({kind}: {error}); bitte melden Sie ihn</translation>
  </message>
  <message>
   <source>The program of the index {name!r} failed; it is missing.</source>
   <translation>Das Programm des Index {name!r} ist gescheitert; er fehlt.</translation>
  </message>
  <message>
   <source>the program that computes this index failed</source>
   <translation>das Programm für diesen Index versagte</translation>
  </message>
  <message>
   <source>the program, or a library below it</source>
   <translation>das Programm oder eine Bibliothek darunter</translation>
  </message>
  <message>
   <source>The raters have no time in common in which a rating varies.</source>
   <translation>Die Einschätzenden haben keine gemeinsame Zeit, in der sich eine Einschätzung ändert.</translation>
  </message>
  <message>
   <source>The readings do not differ after this moment.</source>
   <translation>Nach diesem Moment unterscheiden sich die Lesarten nicht.</translation>
  </message>
  <message>
   <source>The readings do not differ before this moment.</source>
   <translation>Vor diesem Moment unterscheiden sich die Lesarten nicht.</translation>
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
   <source>the receipt was in session.json and is lost with it: nothing can show that the recording is unchanged</source>
   <translation>die Quittung stand in session.json und ist mit ihr verloren: Nichts kann zeigen, dass die Aufzeichnung unverändert ist</translation>
  </message>
  <message>
   <source>The receipt was made again from the files on the disk.</source>
   <translation>Die Quittung wurde neu aus den Dateien gemacht.</translation>
  </message>
  <message>
   <source>The recomputation ended early.</source>
   <translation>Die Neuberechnung endete vorzeitig.</translation>
  </message>
  <message>
   <source>The record has {n} segments; where one lacks a signal, it is missing.</source>
   <translation>Die Aufzeichnung hat {n} Segmente; wo einem ein Signal fehlt, fehlt es.</translation>
  </message>
  <message>
   <source>The recorder</source>
   <translation>Der Rekorder</translation>
  </message>
  <message>
   <source>The recorder cannot be started in {folder}: {why}.</source>
   <translation>Der Rekorder lässt sich in {folder} nicht starten: {why}.</translation>
  </message>
  <message>
   <source>The recorder did not end properly; {n} whole records are there.</source>
   <translation>Die Aufzeichnung wurde nicht ordnungsgemäß beendet; {n} ganze Datenblöcke sind da.</translation>
  </message>
  <message>
   <source>The recorder died and came back by itself. Nothing was recorded for {gap:.1f} s; it continues in {part}.</source>
   <translation>Der Rekorder ist ausgefallen und von selbst zurückgekommen. {gap:.1f} s lang wurde nichts aufgezeichnet; es geht weiter in {part}.</translation>
  </message>
  <message>
   <source>The recorder died {times} times in a row and is no longer restarted. Nothing is recorded now.</source>
   <translation>Der Rekorder ist {times}-mal hintereinander ausgefallen und wird nicht mehr neu gestartet. Jetzt wird nichts aufgezeichnet.</translation>
  </message>
  <message>
   <source>The recorder died, and is being started again. Nothing is recorded until then.</source>
   <translation>Der Rekorder ist ausgefallen und wird neu gestartet. Bis dahin wird nichts aufgezeichnet.</translation>
  </message>
  <message>
   <source>The recorder died, and nothing is recorded now.</source>
   <translation>Der Rekorder ist ausgefallen, jetzt wird nichts aufgezeichnet.</translation>
  </message>
  <message>
   <source>The recorder does not record: {names}.</source>
   <translation>Der Rekorder zeichnet nicht auf: {names}.</translation>
  </message>
  <message>
   <source>The recorder ended unexpectedly. Everything up to the last quarter of a second is on the disk. Start it again to continue.</source>
   <translation>Der Rekorder endete unerwartet. Alles bis auf die letzte Viertelsekunde ist auf dem Datenträger. Starten Sie ihn wieder, um fortzufahren.</translation>
  </message>
  <message>
   <source>The recorder ended without a message.</source>
   <translation>Der Rekorder endete ohne eine Meldung.</translation>
  </message>
  <message>
   <source>The recorder ended: {said}</source>
   <translation>Der Rekorder endete: {said}</translation>
  </message>
  <message>
   <source>The recorder has ended.</source>
   <translation>Der Rekorder ist beendet.</translation>
  </message>
  <message>
   <source>The recorder has its own connection and continues; so do codes, notes and ratings. Restart the computing{how}.</source>
   <translation>Der Rekorder hat eine eigene Verbindung und läuft weiter, ebenso Codes, Notizen und Einschätzungen. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>The recorder has not answered for {since:.0f} s: nobody knows whether it records.</source>
   <translation>Der Rekorder antwortet seit {since:.0f} s nicht: Niemand weiß, ob er aufzeichnet.</translation>
  </message>
  <message>
   <source>The recorder has not begun to record after {timeout_s:g} s.</source>
   <translation>Der Rekorder hat nach {timeout_s:g} s nicht mit der Aufzeichnung begonnen.</translation>
  </message>
  <message>
   <source>The recorder has not confirmed its stop.</source>
   <translation>Der Rekorder hat sein Ende nicht bestätigt.</translation>
  </message>
  <message>
   <source>The recorder has not confirmed its stop; it may still be writing.</source>
   <translation>Der Rekorder hat sein Ende nicht bestätigt; vielleicht schreibt er noch.</translation>
  </message>
  <message>
   <source>The recorder is a program of its own: it can continue without this window.</source>
   <translation>Der Rekorder ist ein eigenes Programm: er kann ohne dieses Fenster weiterlaufen.</translation>
  </message>
  <message>
   <source>The recorder is already running.</source>
   <translation>Der Rekorder läuft schon.</translation>
  </message>
  <message>
   <source>The recorder is already running; continuing with it.</source>
   <translation>Der Rekorder läuft schon; es geht mit ihm weiter.</translation>
  </message>
  <message>
   <source>The recorder is just starting or stopping: press again then.</source>
   <translation>Der Rekorder startet oder endet gerade: danach noch einmal drücken.</translation>
  </message>
  <message>
   <source>The recorder is stopped: nothing is kept now.</source>
   <translation>Der Rekorder steht: Jetzt wird nichts aufbewahrt.</translation>
  </message>
  <message>
   <source>the recorder is {state}: it cannot be started</source>
   <translation>der Rekorder steht auf {state}: er lässt sich nicht starten</translation>
  </message>
  <message>
   <source>the recorder is {state}: there is nothing to stop</source>
   <translation>der Rekorder steht auf {state}: es gibt nichts zu beenden</translation>
  </message>
  <message>
   <source>The recorder of the drill did not start.</source>
   <translation>Der Rekorder der Übung ist nicht gestartet.</translation>
  </message>
  <message>
   <source>The recorder of {session_id} has not stopped yet.</source>
   <translation>Der Rekorder von {session_id} ist noch nicht beendet.</translation>
  </message>
  <message>
   <source>the recording</source>
   <translation>die Aufzeichnung</translation>
  </message>
  <message>
   <source>the recording did not end properly: footers are missing</source>
   <translation>die Aufzeichnung endete nicht ordentlich: Schlussblöcke fehlen</translation>
  </message>
  <message>
   <source>The recording holds no sample.</source>
   <translation>Die Aufzeichnung enthält keinen Wert.</translation>
  </message>
  <message>
   <source>The recording is unchanged.</source>
   <translation>Die Aufzeichnung ist unverändert.</translation>
  </message>
  <message>
   <source>The recording itself continues.</source>
   <translation>Die Aufzeichnung selbst geht weiter.</translation>
  </message>
  <message>
   <source>the recording lacks {wanted} samples after the one stamped {last_one!r}</source>
   <translation>in der Aufzeichnung fehlen {wanted} Werte nach dem mit der Zeit {last_one!r}</translation>
  </message>
  <message>
   <source>The recording spans {length:.1f} h; at most {most:.0f} h can be one session.</source>
   <translation>Die Aufzeichnung umfasst {length:.1f} h; eine Sitzung kann höchstens {most:.0f} h dauern.</translation>
  </message>
  <message>
   <source>The recording was deleted while it ran. All of it is held open and is being saved.</source>
   <translation>Die Aufzeichnung wurde gelöscht, während sie lief. Alles ist noch greifbar und wird gerade gesichert.</translation>
  </message>
  <message>
   <source>The recording was deleted while it ran. All of it is still held open, but it could not be saved yet: {why}</source>
   <translation>Die Aufzeichnung wurde gelöscht, während sie lief. Alles ist noch greifbar, konnte aber noch nicht gesichert werden: {why}</translation>
  </message>
  <message>
   <source>The recording was deleted while it ran. All of it was saved again: {path}.</source>
   <translation>Die Aufzeichnung wurde gelöscht, während sie lief. Alles wurde neu gesichert: {path}.</translation>
  </message>
  <message>
   <source>The recording was moved or renamed while it ran. It continues in {where}; nothing is lost.</source>
   <translation>Die Aufzeichnung wurde verschoben oder umbenannt, während sie lief. Sie geht weiter in {where}; nichts ist verloren.</translation>
  </message>
  <message>
   <source>The remote control</source>
   <translation>Die Fernsteuerung</translation>
  </message>
  <message>
   <source>The removal cannot be prepared: {why}.</source>
   <translation>Das Entfernen kann nicht vorbereitet werden: {why}.</translation>
  </message>
  <message>
   <source>The removal is not finished: {path} cannot be changed ({why}).</source>
   <translation>Das Entfernen ist nicht beendet: {path} kann nicht geändert werden ({why}).</translation>
  </message>
  <message>
   <source>The replay stopped: {error}.</source>
   <translation>Die Wiedergabe ist stehen geblieben: {error}.</translation>
  </message>
  <message>
   <source>The report cannot be written to {path}: {why}.</source>
   <translation>Der Bericht kann nicht nach {path} geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>the respiration sensor seems upside down</source>
   <translation>der Atemsensor scheint verkehrt herum zu sitzen</translation>
  </message>
  <message>
   <source>The restart</source>
   <translation>Der Neustart</translation>
  </message>
  <message>
   <source>the RR intervals add up to less than the time that passed: some are lost</source>
   <translation>die RR-Intervalle ergeben weniger als die vergangene Zeit: einige fehlen</translation>
  </message>
  <message>
   <source>the RR intervals add up to more than the time that passed: sent twice</source>
   <translation>die RR-Intervalle ergeben mehr als die vergangene Zeit: doppelt gesendet</translation>
  </message>
  <message>
   <source>the RR intervals never vary: a pacemaker, or a program that stands still</source>
   <translation>die RR-Intervalle ändern sich nie: ein Schrittmacher, oder ein Programm, das steht</translation>
  </message>
  <message>
   <source>the RR stream lost a packet and was re-anchored in the window</source>
   <translation>der RR-Stream verlor ein Paket und wurde im Fenster neu verankert</translation>
  </message>
  <message>
   <source>the RR values cannot be intervals in this unit: they do not fit the time</source>
   <translation>die RR-Werte können in dieser Einheit keine Intervalle sein: sie passen nicht zur Zeit</translation>
  </message>
  <message>
   <source>the RR values follow a clock, not the heart: resampled or averaged</source>
   <translation>die RR-Werte folgen einer Uhr, nicht dem Herzen: neu abgetastet oder gemittelt</translation>
  </message>
  <message>
   <source>the run has nobody {person!r}</source>
   <translation>in diesem Lauf gibt es niemanden namens {person!r}</translation>
  </message>
  <message>
   <source>the same recording</source>
   <translation>dieselbe Aufzeichnung</translation>
  </message>
  <message>
   <source>the scale {name!r} is declared twice.</source>
   <translation>die Skala {name!r} kommt zweimal vor.</translation>
  </message>
  <message>
   <source>The search for a clap ended early.</source>
   <translation>Die Suche nach einem Klatschen endete vorzeitig.</translation>
  </message>
  <message>
   <source>The search for Bluetooth devices</source>
   <translation>Die Suche nach Bluetooth-Geräten</translation>
  </message>
  <message>
   <source>The search for camera marks ended early.</source>
   <translation>Die Suche nach Kameramarken endete vorzeitig.</translation>
  </message>
  <message>
   <source>The search for ratings</source>
   <translation>Die Suche nach Einschätzungsfenstern</translation>
  </message>
  <message>
   <source>The search for streams</source>
   <translation>Die Suche nach Streams</translation>
  </message>
  <message>
   <source>The search for streams is over: press {0} to look again.</source>
   <translation>Die Suche nach Streams ist beendet: {0} sucht noch einmal.</translation>
  </message>
  <message>
   <source>The searches</source>
   <translation>Die Suchen</translation>
  </message>
  <message>
   <source>The second copy cannot be made in {target}: that is the session itself.</source>
   <translation>Die zweite Kopie kann nicht in {target} angelegt werden: Das ist die Sitzung selbst.</translation>
  </message>
  <message>
   <source>The second copy cannot be made in {target}: {why}.</source>
   <translation>Die zweite Kopie kann nicht in {target} angelegt werden: {why}.</translation>
  </message>
  <message>
   <source>The second copy fails: {failure}</source>
   <translation>Die zweite Kopie misslingt: {failure}</translation>
  </message>
  <message>
   <source>The second copy is not whole: {failure}</source>
   <translation>Die zweite Kopie ist nicht vollständig: {failure}</translation>
  </message>
  <message>
   <source>The seed {seed} is negative.</source>
   <translation>Der Startwert {seed} ist negativ.</translation>
  </message>
  <message>
   <source>The sender came back and was not recovered.</source>
   <translation>Der Sender kam wieder, wurde aber nicht wiedergefunden.</translation>
  </message>
  <message>
   <source>The sender came back changed.</source>
   <translation>Der Sender kam verändert wieder.</translation>
  </message>
  <message>
   <source>the sensor is on its charger</source>
   <translation>der Sensor steckt im Ladegerät</translation>
  </message>
  <message>
   <source>the sensor was turned over by the user: earlier breathing cannot be used</source>
   <translation>der Sensor wurde umgedreht: Atmung von vorher ist nicht verwendbar</translation>
  </message>
  <message>
   <source>The session could not be written: {why}.</source>
   <translation>Die Sitzung konnte nicht geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>The session forgets the file; the file itself stays where it is.</source>
   <translation>Die Sitzung vergisst die Datei; die Datei selbst bleibt, wo sie ist.</translation>
  </message>
  <message>
   <source>the session has its name already</source>
   <translation>die Sitzung hat ihren Namen schon</translation>
  </message>
  <message>
   <source>The session has no camera marks.</source>
   <translation>Die Sitzung hat keine Kameramarken.</translation>
  </message>
  <message>
   <source>the session has no chain of hashes: only the recording is covered, by its receipt</source>
   <translation>die Sitzung hat keine Kette von Prüfsummen: Nur die Aufzeichnung ist durch ihre Quittung gesichert</translation>
  </message>
  <message>
   <source>the session has no chain, but a head of one was written down</source>
   <translation>die Sitzung hat keine Kette, doch der Kopf einer Kette wurde aufgeschrieben</translation>
  </message>
  <message>
   <source>The session has no measures of the code {event_code!r}.</source>
   <translation>Die Sitzung hat keine Maße zum Code {event_code!r}.</translation>
  </message>
  <message>
   <source>The session has no phase {phase!r}.</source>
   <translation>Die Sitzung hat keine Phase {phase!r}.</translation>
  </message>
  <message>
   <source>The session has no stream with a sampling rate, so there is no signal to write.</source>
   <translation>Die Sitzung hat keinen Stream mit Abtastrate, also gibt es kein Signal zu schreiben.</translation>
  </message>
  <message>
   <source>The session has not been computed again yet.</source>
   <translation>Die Sitzung wurde noch nicht neu berechnet.</translation>
  </message>
  <message>
   <source>The session has not been computed again yet: {0} does.</source>
   <translation>Die Sitzung wurde noch nicht neu berechnet: {0} tut es.</translation>
  </message>
  <message>
   <source>The session has not begun yet.</source>
   <translation>Die Sitzung hat noch nicht begonnen.</translation>
  </message>
  <message>
   <source>The session holds no recording.</source>
   <translation>Die Sitzung enthält keine Aufzeichnung.</translation>
  </message>
  <message>
   <source>The session in both readings</source>
   <translation>Die Sitzung in beiden Lesarten</translation>
  </message>
  <message>
   <source>the session is just being started</source>
   <translation>die Sitzung wird gerade gestartet</translation>
  </message>
  <message>
   <source>The session is not running: there is nothing to restart.</source>
   <translation>Die Sitzung läuft nicht: Es gibt nichts neu zu starten.</translation>
  </message>
  <message>
   <source>the session names the codebook {name!r} without its codes</source>
   <translation>die Sitzung nennt das Codebuch {name!r} ohne dessen Codes</translation>
  </message>
  <message>
   <source>The session names the codebook {name!r} without its codes: labels are the codes.</source>
   <translation>Die Sitzung nennt das Codebuch {name!r} ohne seine Codes: als Bezeichnung stehen die Codes.</translation>
  </message>
  <message>
   <source>the session was blind</source>
   <translation>Die Sitzung war blind</translation>
  </message>
  <message>
   <source>the session's own parameters</source>
   <translation>die Parameter der Sitzung</translation>
  </message>
  <message>
   <source>the session, the study's parameters or the program changed since it was computed: 'safehold study process' does it again</source>
   <translation>Sitzung, Parameter der Studie oder Programm haben sich seit der Berechnung geändert: „safehold study process“ rechnet neu</translation>
  </message>
  <message>
   <source>The settings of the streams could not be read ({message}).</source>
   <translation>Die Angaben zu den Streams ließen sich nicht lesen ({message}).</translation>
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
   <source>the signal does not rise from the inspiration's beginning to its end</source>
   <translation>das Signal steigt vom Beginn der Einatmung bis zu ihrem Ende nicht an</translation>
  </message>
  <message>
   <source>the signal file {file} is missing</source>
   <translation>die Signaldatei {file} fehlt</translation>
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
   <source>The signals are: {names}.</source>
   <translation>Die Signale sind: {names}.</translation>
  </message>
  <message>
   <source>the sizes in its header do not fit together</source>
   <translation>die Größen in ihrem Kopf passen nicht zusammen</translation>
  </message>
  <message>
   <source>The sound is {ms:.0f} ms behind the flash.</source>
   <translation>Der Ton kommt {ms:.0f} ms nach dem Blitz.</translation>
  </message>
  <message>
   <source>The span from {0} to {1}</source>
   <translation>Der Abschnitt von {0} bis {1}</translation>
  </message>
  <message>
   <source>The span from {t0:g} to {t1:g} s ends before it begins.</source>
   <translation>Der Zeitraum von {t0:g} bis {t1:g} s endet, bevor er beginnt.</translation>
  </message>
  <message>
   <source>The span from {t0:g} to {t1:g} s gives no rest values for {person}: {reasons}.</source>
   <translation>Der Zeitraum von {t0:g} bis {t1:g} s gibt keine Ruhewerte für {person}: {reasons}.</translation>
  </message>
  <message>
   <source>The span from {t0:g} to {t1:g} s holds nothing of the recording.</source>
   <translation>Die Spanne von {t0:g} bis {t1:g} s enthält nichts von der Aufzeichnung.</translation>
  </message>
  <message>
   <source>The stamps are used, not the stated rate.</source>
   <translation>Verwendet werden die Zeitstempel, nicht die angegebene Rate.</translation>
  </message>
  <message>
   <source>The stamps of {name!r} are not on the LSL clock and do not advance with time, so its samples cannot be placed. It is recorded, but not processed.</source>
   <translation>Die Zeitstempel von {name!r} folgen nicht der LSL-Uhr und schreiten nicht mit der Zeit fort; die Messwerte lassen sich nicht einordnen. Er wird aufgezeichnet, aber nicht verarbeitet.</translation>
  </message>
  <message>
   <source>The stamps of {name} are on more than one clock: each event is placed by its own.</source>
   <translation>Die Zeitstempel von {name} stammen von mehr als einer Uhr: Jedes Ereignis wird nach seinem eigenen eingeordnet.</translation>
  </message>
  <message>
   <source>The status line stands still, and the guide does not move on by itself.</source>
   <translation>Die Statuszeile steht still, und die Führung durch die Phasen geht nicht von selbst weiter.</translation>
  </message>
  <message>
   <source>the stream has ended</source>
   <translation>der Stream ist zu Ende</translation>
  </message>
  <message>
   <source>the stream stood still, so this moment could not be computed in time</source>
   <translation>der Stream stand still, dieser Zeitpunkt war nicht rechtzeitig berechenbar</translation>
  </message>
  <message>
   <source>The streams are not open yet: check the sensors first.</source>
   <translation>Die Streams sind noch nicht offen: zuerst die Sensoren prüfen.</translation>
  </message>
  <message>
   <source>the streams of {file} are not a list of streams</source>
   <translation>die Streams von {file} sind keine Liste von Streams</translation>
  </message>
  <message>
   <source>The study as a whole: process all sessions, review, report.</source>
   <translation>Die Studie als Ganzes: alle Sitzungen verarbeiten, durchsehen, berichten.</translation>
  </message>
  <message>
   <source>The study code of {person} gives no BIDS subject.</source>
   <translation>Das Kürzel von {person} ergibt keine BIDS-Person.</translation>
  </message>
  <message>
   <source>The study code of {person} gives the BIDS subject {name!r}, which is not unique.</source>
   <translation>Das Kürzel von {person} ergibt die BIDS-Person {name!r}, die es schon gibt.</translation>
  </message>
  <message>
   <source>The study could not be read ({message}): default settings were used.</source>
   <translation>Die Studie ließ sich nicht lesen ({message}): Es gelten die Voreinstellungen.</translation>
  </message>
  <message>
   <source>The study has no person {person!r}.</source>
   <translation>In der Studie gibt es keine Person {person!r}.</translation>
  </message>
  <message>
   <source>The study has no scale for a {role}.</source>
   <translation>Die Studie hat keine Skala für {role}.</translation>
  </message>
  <message>
   <source>The study is blind. Whoever may see values shows them first ({0}).</source>
   <translation>Die Studie ist blind. Wer Werte sehen darf, zeigt sie zuerst ({0}).</translation>
  </message>
  <message>
   <source>The study lets a program conduct, but {trouble}.</source>
   <translation>Die Studie lässt ein Programm die Phasen steuern, aber {trouble}.</translation>
  </message>
  <message>
   <source>The study lets no other program start or stop the recording.</source>
   <translation>Die Studie erlaubt keinem anderen Programm, die Aufzeichnung zu starten oder zu beenden.</translation>
  </message>
  <message>
   <source>The study lets no program start its sessions.</source>
   <translation>Die Studie lässt kein Programm ihre Sitzungen starten.</translation>
  </message>
  <message>
   <source>The system has locked it, usually after an error of the disk. Do not unplug it; unlock or remount it, or record on another disk.</source>
   <translation>Das System hat ihn gesperrt, meist nach einem Fehler des Datenträgers. Ziehen Sie ihn nicht ab; entsperren Sie ihn, hängen Sie ihn neu ein oder zeichnen Sie auf einen anderen auf.</translation>
  </message>
  <message>
   <source>The table {table} has {rows} rows; an Excel sheet holds {most}.</source>
   <translation>Die Tabelle {table} hat {rows} Zeilen; ein Excel-Blatt fasst {most}.</translation>
  </message>
  <message>
   <source>The text view (--headless) works without.</source>
   <translation>Die Textansicht (--headless) geht ohne.</translation>
  </message>
  <message>
   <source>the therapist lends their own calm: by voice, pace, posture or words, answering the client's state</source>
   <translation>gibt eigene Ruhe weiter: durch Stimme, Tempo, Haltung oder Worte, als Antwort auf den Zustand der anderen Person</translation>
  </message>
  <message>
   <source>the therapist names their own contribution</source>
   <translation>die Therapeutin oder der Therapeut nennt den eigenen Anteil</translation>
  </message>
  <message>
   <source>the therapist speaks of mental states as something to find out, their own included; modifier lost: certain of the client's mind</source>
   <translation>spricht über innere Zustände, auch die eigenen, als etwas, das es herauszufinden gilt; Zusatz „lost“: ist sich über das Innere der anderen Person sicher</translation>
  </message>
  <message>
   <source>the therapist visibly calms their own activation</source>
   <translation>die Therapeutin oder der Therapeut beruhigt sichtbar die eigene Aktivierung</translation>
  </message>
  <message>
   <source>the time of day (Unix time); they are as right as this computer's clock is set</source>
   <translation>der Uhrzeit (Unix-Zeit); sie ist so richtig, wie die Uhr dieses Computers gestellt ist</translation>
  </message>
  <message>
   <source>the times in {column} run backwards {n} times</source>
   <translation>die Zeiten in {column} laufen {n}-mal rückwärts</translation>
  </message>
  <message>
   <source>The times in {column} state no unit; by their steps they are taken for {unit}.</source>
   <translation>Die Zeiten in {column} nennen keine Einheit; nach ihren Abständen gelten sie als {unit}.</translation>
  </message>
  <message>
   <source>The truth cannot be written to {folder}: {why}.</source>
   <translation>Die Wahrheit kann nicht nach {folder} geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>The unit of {name!r} is unknown: it is recorded, but not used.</source>
   <translation>Die Einheit von {name!r} ist unbekannt: Der Stream wird aufgezeichnet, aber nicht verwendet.</translation>
  </message>
  <message>
   <source>The unit of {name!r} is {unit!r}.</source>
   <translation>Die Einheit von {name!r} ist {unit!r}.</translation>
  </message>
  <message>
   <source>The voice is at {0:.0f} dB.</source>
   <translation>Die Stimme liegt bei {0:.0f} dB.</translation>
  </message>
  <message>
   <source>The voice is at {0:.0f} dB; the other microphone hears it {1:.0f} dB less loudly.</source>
   <translation>Die Stimme liegt bei {0:.0f} dB; das andere Mikrofon hört sie {1:.0f} dB leiser.</translation>
  </message>
  <message>
   <source>The voice is faint. Move the microphone nearer.</source>
   <translation>Die Stimme ist leise. Rücken Sie das Mikrofon näher.</translation>
  </message>
  <message>
   <source>The watch</source>
   <translation>Die Überwachung</translation>
  </message>
  <message>
   <source>the whole session</source>
   <translation>die ganze Sitzung</translation>
  </message>
  <message>
   <source>The whole session: zones of each person and the events. Click or drag to look back, End to return to now. In a replay a click goes to that moment, and Shift and drag draws a span to be measured and looped.</source>
   <translation>Die ganze Sitzung: Zonen jeder Person und die Ereignisse. Klicken oder Ziehen zeigt Früheres, Ende kehrt zu jetzt zurück. In einer Wiedergabe geht ein Klick an diese Stelle; Umschalt und Ziehen zieht eine Spanne auf, die gemessen und wiederholt werden kann.</translation>
  </message>
  <message>
   <source>The window has no language {wanted!r}.</source>
   <translation>Das Fenster spricht die Sprache {wanted!r} nicht.</translation>
  </message>
  <message>
   <source>The window is too low for trends and waves.</source>
   <translation>Das Fenster ist zu niedrig für Verläufe und Wellen.</translation>
  </message>
  <message>
   <source>The withdrawal of {person} was interrupted and is not finished.</source>
   <translation>Der Widerruf von {person} wurde unterbrochen und ist nicht beendet.</translation>
  </message>
  <message>
   <source>The workbook has {n} sheets with tables; {name!r} was read.</source>
   <translation>Die Mappe hat {n} Blätter mit Tabellen; gelesen wurde {name!r}.</translation>
  </message>
  <message>
   <source>the worst I can imagine</source>
   <translation>das Schlimmste, was ich mir vorstellen kann</translation>
  </message>
  <message>
   <source>Their names in tables, separated by commas.</source>
   <translation>Ihre Namen in Tabellen, durch Kommas getrennt.</translation>
  </message>
  <message>
   <source>Their rating window asks for an answer now.</source>
   <translation>Das Fenster für Einschätzungen bittet jetzt um eine Antwort.</translation>
  </message>
  <message>
   <source>therapist</source>
   <translation>Therapeut/in</translation>
  </message>
  <message>
   <source>Therapist co-regulates</source>
   <translation>Therapeut/in koreguliert</translation>
  </message>
  <message>
   <source>Therapist contributes</source>
   <translation>Beitrag der Therapeut/in</translation>
  </message>
  <message>
   <source>Therapist mentalizes</source>
   <translation>Therapeut/in mentalisiert</translation>
  </message>
  <message>
   <source>Therapist regulates self</source>
   <translation>Therapeut/in reguliert sich</translation>
  </message>
  <message>
   <source>Therapist speaks</source>
   <translation>Th. spricht</translation>
  </message>
  <message>
   <source>Therapist's display</source>
   <translation>Anzeige für Therapeut/in</translation>
  </message>
  <message>
   <source>there</source>
   <translation>vorhanden</translation>
  </message>
  <message>
   <source>there are two streams of its name and source id</source>
   <translation>es gibt zwei Streams mit diesem Namen und dieser Quellkennung</translation>
  </message>
  <message>
   <source>there are {n_markers} streams {conduct!r}, and each of them starts phases</source>
   <translation>es gibt {n_markers} Streams {conduct!r}, und jeder davon beginnt Phasen</translation>
  </message>
  <message>
   <source>There are {n} sounds like a clap within {near:g} s of what is heard now.</source>
   <translation>Im Umkreis von {near:g} s von dem, was jetzt zu hören ist, sind {n} Geräusche wie ein Klatschen.</translation>
  </message>
  <message>
   <source>There are: {choices}. Scores stand in outcomes.csv; process the study first where they are measures.</source>
   <translation>Es gibt: {choices}. Fragebogenwerte stehen in outcomes.csv; verarbeiten Sie zuerst die Studie, wo es Maße sind.</translation>
  </message>
  <message>
   <source>There are: {known}.</source>
   <translation>Es gibt: {known}.</translation>
  </message>
  <message>
   <source>There is a lock, but it cannot be read.</source>
   <translation>Es gibt eine Festlegung, sie lässt sich aber nicht lesen.</translation>
  </message>
  <message>
   <source>There is a session with this code already. Choose another one.</source>
   <translation>Es gibt schon eine Sitzung mit diesem Kürzel. Wählen Sie ein anderes.</translation>
  </message>
  <message>
   <source>there is a session {name} already; nothing is overwritten</source>
   <translation>es gibt schon eine Sitzung {name}; nichts wird überschrieben</translation>
  </message>
  <message>
   <source>There is neither a file nor a folder {path}.</source>
   <translation>Es gibt weder eine Datei noch einen Ordner {path}.</translation>
  </message>
  <message>
   <source>There is no alarm.</source>
   <translation>Kein Alarm steht an.</translation>
  </message>
  <message>
   <source>There is no baseline, so there is no map.</source>
   <translation>Es gibt keine Ruhemessung, also keine Karte.</translation>
  </message>
  <message>
   <source>There is no change.</source>
   <translation>Es gibt keine Änderung.</translation>
  </message>
  <message>
   <source>There is no clap within {near:g} s of what is heard now.</source>
   <translation>Im Umkreis von {near:g} s von dem, was jetzt zu hören ist, ist kein Klatschen.</translation>
  </message>
  <message>
   <source>There is no codebook {name!r}.</source>
   <translation>Es gibt kein Codebuch {name!r}.</translation>
  </message>
  <message>
   <source>There is no event after this moment.</source>
   <translation>Nach diesem Zeitpunkt gibt es kein Ereignis.</translation>
  </message>
  <message>
   <source>There is no event before this moment.</source>
   <translation>Vor diesem Zeitpunkt gibt es kein Ereignis.</translation>
  </message>
  <message>
   <source>There is no event {event_id} that happened to somebody.</source>
   <translation>Es gibt kein Ereignis {event_id}, das jemandem geschah.</translation>
  </message>
  <message>
   <source>There is no file here that can be read.</source>
   <translation>Hier ist keine Datei, die gelesen werden kann.</translation>
  </message>
  <message>
   <source>There is no folder {study}.</source>
   <translation>Es gibt keinen Ordner {study}.</translation>
  </message>
  <message>
   <source>There is no further event that can be changed.</source>
   <translation>Es gibt kein weiteres Ereignis, das sich ändern lässt.</translation>
  </message>
  <message>
   <source>There is no further one here.</source>
   <translation>Hier gibt es keinen weiteren.</translation>
  </message>
  <message>
   <source>There is no interval before it.</source>
   <translation>Davor liegt kein Intervall.</translation>
  </message>
  <message>
   <source>There is no key press to undo.</source>
   <translation>Es gibt keinen Tastendruck, der sich zurücknehmen ließe.</translation>
  </message>
  <message>
   <source>There is no later event of the same code and coder to merge.</source>
   <translation>Es gibt kein späteres Ereignis desselben Codes und derselben codierenden Person, mit dem es zusammengefasst werden könnte.</translation>
  </message>
  <message>
   <source>There is no microphone {name!r}.</source>
   <translation>Es gibt kein Mikrofon {name!r}.</translation>
  </message>
  <message>
   <source>There is no parameter {name!r}.</source>
   <translation>Es gibt keinen Parameter {name!r}.</translation>
  </message>
  <message>
   <source>there is no place for it</source>
   <translation>es gibt keinen Platz für sie</translation>
  </message>
  <message>
   <source>There is no process measure {name!r}.</source>
   <translation>Es gibt kein Prozessmaß {name!r}.</translation>
  </message>
  <message>
   <source>There is no profile {unknown!r}.</source>
   <translation>Es gibt kein Profil {unknown!r}.</translation>
  </message>
  <message>
   <source>There is no reader {name!r}, or no example was given.</source>
   <translation>Es gibt kein Leseprogramm {name!r}, oder es wurde kein Beispiel angegeben.</translation>
  </message>
  <message>
   <source>There is no reader {name!r}.</source>
   <translation>Es gibt kein Leseprogramm {name!r}.</translation>
  </message>
  <message>
   <source>There is no scale {name!r}.</source>
   <translation>Es gibt keine Skala {name!r}.</translation>
  </message>
  <message>
   <source>There is no session folder {path}.</source>
   <translation>Es gibt keinen Sitzungsordner {path}.</translation>
  </message>
  <message>
   <source>There is no session in this folder.</source>
   <translation>In diesem Ordner ist keine Sitzung.</translation>
  </message>
  <message>
   <source>There is no session to sort.</source>
   <translation>Es gibt keine Sitzung zu ordnen.</translation>
  </message>
  <message>
   <source>There is no session {session_id!r} in {study}.</source>
   <translation>In {study} gibt es keine Sitzung {session_id!r}.</translation>
  </message>
  <message>
   <source>There is no signal to play.</source>
   <translation>Es gibt kein Signal zum Abspielen.</translation>
  </message>
  <message>
   <source>There is no signal {signal!r}.</source>
   <translation>Es gibt kein Signal {signal!r}.</translation>
  </message>
  <message>
   <source>there is no stream {conduct!r}: phases are started by hand</source>
   <translation>es gibt keinen Stream {conduct!r}: Phasen werden von Hand begonnen</translation>
  </message>
  <message>
   <source>There is no stream {name!r} now.</source>
   <translation>Es gibt jetzt keinen Stream {name!r}.</translation>
  </message>
  <message>
   <source>There is no study folder {path}.</source>
   <translation>Es gibt keinen Studienordner {path}.</translation>
  </message>
  <message>
   <source>There is no such signal of this person.</source>
   <translation>Von dieser Person gibt es kein solches Signal.</translation>
  </message>
  <message>
   <source>There is no {study}.</source>
   <translation>Es gibt {study} nicht.</translation>
  </message>
  <message>
   <source>There is nothing to redo.</source>
   <translation>Es gibt nichts zu wiederholen.</translation>
  </message>
  <message>
   <source>There is one already, {gap:.2f} s from here.</source>
   <translation>Dort ist schon einer, {gap:.2f} s entfernt.</translation>
  </message>
  <message>
   <source>There is one already: nothing was moved.</source>
   <translation>Dort ist schon einer: Nichts wurde verschoben.</translation>
  </message>
  <message>
   <source>there; liblsl uses it beside IPv4</source>
   <translation>vorhanden; liblsl nutzt es neben IPv4</translation>
  </message>
  <message>
   <source>These are taken: {keys}.</source>
   <translation>Vergeben sind: {keys}.</translation>
  </message>
  <message>
   <source>These are the newest data.</source>
   <translation>Das sind die neuesten Daten.</translation>
  </message>
  <message>
   <source>These are {n} specifications; {most} are the most.</source>
   <translation>Das sind {n} Spezifikationen; höchstens {most} sind möglich.</translation>
  </message>
  <message>
   <source>They are recorded. Your own codes and notes continue. Restart the computing{how}.</source>
   <translation>Sie werden aufgezeichnet. Ihre eigenen Codes und Notizen laufen weiter. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>They are recorded; those that were open continue. Restart the computing{how}.</source>
   <translation>Sie werden aufgezeichnet; die offenen laufen weiter. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>they could not be counted</source>
   <translation>sie konnten nicht gezählt werden</translation>
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
   <source>This cannot be changed here without rewriting what somebody wrote by hand.</source>
   <translation>Das lässt sich hier nicht ändern, ohne von Hand Geschriebenes umzuschreiben.</translation>
  </message>
  <message>
   <source>this computer</source>
   <translation>diesem Computer</translation>
  </message>
  <message>
   <source>this computer cannot talk to itself</source>
   <translation>dieser Computer kann nicht mit sich selbst sprechen</translation>
  </message>
  <message>
   <source>this computer did not see its own stream within {seconds:g} s</source>
   <translation>dieser Computer hat seinen eigenen Stream in {seconds:g} s nicht gesehen</translation>
  </message>
  <message>
   <source>this computer did not see its own stream within {seconds:g} s over the LAN, but does within the computer</source>
   <translation>dieser Computer hat seinen eigenen Stream über das LAN in {seconds:g} s nicht gesehen, innerhalb des Computers aber schon</translation>
  </message>
  <message>
   <source>This computer has no microphone that Qt can see.</source>
   <translation>Dieser Computer hat kein Mikrofon, das Qt finden kann.</translation>
  </message>
  <message>
   <source>This disk is read-only: choose another folder.</source>
   <translation>Dieser Datenträger ist schreibgeschützt: Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>This event was coded by {coder}: nothing was changed.</source>
   <translation>Dieses Ereignis wurde von {coder} codiert: Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>This event: {0}, {1}</source>
   <translation>Dieses Ereignis: {0}, {1}</translation>
  </message>
  <message>
   <source>This file is of</source>
   <translation>Diese Datei ist von</translation>
  </message>
  <message>
   <source>This is a file. Choose a folder.</source>
   <translation>Das ist eine Datei. Wählen Sie einen Ordner.</translation>
  </message>
  <message>
   <source>This is a recorded session: it can be coded, but not conducted.</source>
   <translation>Dies ist eine aufgezeichnete Sitzung: sie lässt sich codieren, aber nicht steuern.</translation>
  </message>
  <message>
   <source>This is the beginning of the session.</source>
   <translation>Das ist der Beginn der Sitzung.</translation>
  </message>
  <message>
   <source>This is the end of the session.</source>
   <translation>Das ist das Ende der Sitzung.</translation>
  </message>
  <message>
   <source>This is the first stretch.</source>
   <translation>Das ist der erste Abschnitt.</translation>
  </message>
  <message>
   <source>This is the last stretch.</source>
   <translation>Das ist der letzte Abschnitt.</translation>
  </message>
  <message>
   <source>This one reads {schema}.</source>
   <translation>Diese Version liest {schema}.</translation>
  </message>
  <message>
   <source>This picture is this moment</source>
   <translation>Dieses Bild ist dieser Zeitpunkt</translation>
  </message>
  <message>
   <source>This session had no live engine: every number was computed afterwards from the recording alone, and nothing was shown while it ran. Times count from the recorder's start. There is nothing live to compare with, and no phase, event or baseline except what was added later.</source>
   <translation>Diese Sitzung wurde nicht live berechnet: Jede Zahl wurde nachträglich allein aus der Aufzeichnung berechnet, und während der Sitzung wurde nichts gezeigt. Zeiten zählen ab dem Start des Rekorders. Es gibt nichts aus der laufenden Sitzung zum Vergleichen, und keine Phase, kein Ereignis und keine Ruhemessung außer dem, was später hinzukam.</translation>
  </message>
  <message>
   <source>This session has no such belt or ECG: nothing was turned over.</source>
   <translation>Diese Sitzung hat keinen solchen Gurt und kein solches EKG: nichts wurde umgedreht.</translation>
  </message>
  <message>
   <source>This session was imported (files: {n}; read as: {readers}): every number was computed from them, and nothing was shown while they were recorded. Times count from the earliest sample.</source>
   <translation>Diese Sitzung wurde importiert (Dateien: {n}; gelesen als: {readers}): Jede Zahl wurde daraus berechnet, und während der Aufzeichnung wurde nichts gezeigt. Die Zeiten zählen vom frühesten Messwert an.</translation>
  </message>
  <message>
   <source>This signal cannot be upside down.</source>
   <translation>Dieses Signal kann nicht kopfstehen.</translation>
  </message>
  <message>
   <source>This study hides nothing, or everything is shown already.</source>
   <translation>Diese Studie verbirgt nichts, oder es wird schon alles gezeigt.</translation>
  </message>
  <message>
   <source>This user may not write there</source>
   <translation>Dieses Benutzerkonto darf dort nicht schreiben</translation>
  </message>
  <message>
   <source>This was coded by {0}. Change it?</source>
   <translation>Dies wurde von {0} codiert. Ändern?</translation>
  </message>
  <message>
   <source>This window shows</source>
   <translation>Dieses Fenster zeigt</translation>
  </message>
  <message>
   <source>Those with a source id reconnect by themselves. Restart the computing{how}.</source>
   <translation>Solche mit Quellkennung verbinden sich von selbst wieder. Starten Sie die Berechnung neu{how}.</translation>
  </message>
  <message>
   <source>three quarters of its minute are lost</source>
   <translation>drei Viertel der Minute fehlen</translation>
  </message>
  <message>
   <source>Three recorders write a client and a therapist.</source>
   <translation>Drei Rekorder schreiben Klient/in und Therapeut/in auf.</translation>
  </message>
  <message>
   <source>Thresholds</source>
   <translation>Schwellen</translation>
  </message>
  <message>
   <source>TidyOptions.{name} = {value!r} is not possible.</source>
   <translation>TidyOptions.{name} = {value!r} ist nicht möglich.</translation>
  </message>
  <message>
   <source>Tier {name}: {lost} without a time.</source>
   <translation>Ebene {name}: {lost} ohne Zeit.</translation>
  </message>
  <message>
   <source>Tier {name}: {referring} without a time of their own.</source>
   <translation>Ebene {name}: {referring} ohne eigene Zeit.</translation>
  </message>
  <message>
   <source>time in high activation</source>
   <translation>Zeit in hoher Aktivierung</translation>
  </message>
  <message>
   <source>time in low activation</source>
   <translation>Zeit in niedriger Aktivierung</translation>
  </message>
  <message>
   <source>time within own range</source>
   <translation>Zeit im eigenen Bereich</translation>
  </message>
  <message>
   <source>times</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>Zeiten</translation>
  </message>
  <message>
   <source>Times are in</source>
   <translation>Zeiten stehen in</translation>
  </message>
  <message>
   <source>times the usual movement</source>
   <translation>mal die übliche Bewegung</translation>
  </message>
  <message>
   <source>times the usual strong noise</source>
   <translation>mal das übliche starke Rauschen</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>to review</source>
   <translation>durchzusehen</translation>
  </message>
  <message>
   <source>To review</source>
   <translation>Durchzusehen</translation>
  </message>
  <message>
   <source>To review ({0})</source>
   <translation>Durchzusehen ({0})</translation>
  </message>
  <message>
   <source>To the beginning</source>
   <translation>Zum Anfang</translation>
  </message>
  <message>
   <source>To the high end</source>
   <translation>Ans obere Ende</translation>
  </message>
  <message>
   <source>To the low end</source>
   <translation>Ans untere Ende</translation>
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
   <source>too few breaths with usable beats in the window</source>
   <translation>zu wenige Atemzüge mit brauchbaren Schlägen im Fenster</translation>
  </message>
  <message>
   <source>too few complete breaths in the window</source>
   <translation>zu wenige ganze Atemzüge im Fenster</translation>
  </message>
  <message>
   <source>too few for a session whose sensors all come back at once</source>
   <translation>zu wenige für eine Sitzung, deren Sensoren alle zugleich wiederkommen</translation>
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
   <source>too little</source>
   <translation>zu wenig</translation>
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
   <source>too little valid time</source>
   <translation>zu wenig gültige Zeit</translation>
  </message>
  <message>
   <source>too little valid time: {valid} of {whole} s</source>
   <translation>zu wenig gültige Zeit: {valid} von {whole} s</translation>
  </message>
  <message>
   <source>too many intervals are flagged as artefact or ectopic</source>
   <translation>zu viele Intervalle sind als Artefakt oder ektop beanstandet</translation>
  </message>
  <message>
   <source>too much</source>
   <translation>zu viel</translation>
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
   <source>Trends and waves</source>
   <translation>Verläufe und Wellen</translation>
  </message>
  <message>
   <source>Trends and waves are folded away: {0} shows them.</source>
   <translation>Verläufe und Wellen sind eingeklappt: {0} zeigt sie.</translation>
  </message>
  <message>
   <source>Trends and waves are not shown in this display.</source>
   <translation>Verläufe und Wellen werden in dieser Anzeige nicht gezeigt.</translation>
  </message>
  <message>
   <source>Trigger</source>
   <translation>Auslöser</translation>
  </message>
  <message>
   <source>Trust</source>
   <translation>Vertrauen</translation>
  </message>
  <message>
   <source>Turn over</source>
   <translation>Umdrehen</translation>
  </message>
  <message>
   <source>Turn over a belt or ECG that is upside down</source>
   <translation>Verkehrten Gurt oder verkehrtes EKG umdrehen</translation>
  </message>
  <message>
   <source>Turn over the belt of {0}</source>
   <translation>Gurt von {0} umdrehen</translation>
  </message>
  <message>
   <source>Turn over the ECG of {0}</source>
   <translation>EKG von {0} umdrehen</translation>
  </message>
  <message>
   <source>Turn the signal over</source>
   <translation>Signal umdrehen</translation>
  </message>
  <message>
   <source>turns of speech are in it, and look the same</source>
   <translation>Sprechwechsel sind darin und sehen gleich aus</translation>
  </message>
  <message>
   <source>Two coders are compared, not {n}.</source>
   <translation>Verglichen werden zwei Codierende, nicht {n}.</translation>
  </message>
  <message>
   <source>Two coders are needed; here there are fewer, or you code alone.</source>
   <translation>Zwei Codierende sind nötig; hier sind es weniger, oder Sie codieren allein.</translation>
  </message>
  <message>
   <source>Two columns of the table {table} would be named {twice!r}.</source>
   <translation>Zwei Spalten der Tabelle {table} hießen {twice!r}.</translation>
  </message>
  <message>
   <source>Two events carry the id {name!r}.</source>
   <translation>Zwei Ereignisse tragen die Kennung {name!r}.</translation>
  </message>
  <message>
   <source>Two people are compared; this session has one.</source>
   <translation>Verglichen werden zwei Personen; diese Sitzung hat eine.</translation>
  </message>
  <message>
   <source>Two people have the same study code.</source>
   <translation>Zwei Personen haben dasselbe Kürzel.</translation>
  </message>
  <message>
   <source>Two sessions give the BIDS session {name!r}: {session} is one of them.</source>
   <translation>Zwei Sitzungen ergeben die BIDS-Sitzung {name!r}: {session} ist eine davon.</translation>
  </message>
  <message>
   <source>Type a value first.</source>
   <translation>Geben Sie zuerst einen Wert ein.</translation>
  </message>
  <message>
   <source>Type readable from two metres, on or off.</source>
   <translation>Schrift, die man aus zwei Metern liest, ein oder aus.</translation>
  </message>
  <message>
   <source>Type the number</source>
   <translation>Zahl tippen</translation>
  </message>
  <message>
   <source>UDP {search} can be shared</source>
   <translation>UDP {search} kann geteilt werden</translation>
  </message>
  <message>
   <source>UDP {search} is taken by a program that does not share it</source>
   <translation>UDP {search} ist von einem Programm belegt, das ihn nicht teilt</translation>
  </message>
  <message>
   <source>ufw: sudo ufw allow from &lt;your network&gt; to any port {first}:{last} proto udp, and the same with proto tcp; firewalld: the same ports in the zone of the network.</source>
   <translation>ufw: sudo ufw allow from &lt;Ihr Netz&gt; to any port {first}:{last} proto udp, und dasselbe mit proto tcp; firewalld: dieselben Ports in der Zone des Netzes.</translation>
  </message>
  <message>
   <source>ultra-short</source>
   <translation>ultrakurz</translation>
  </message>
  <message>
   <source>under every combination of</source>
   <translation>unter jeder Kombination von</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Undoes the last event; without limit.</source>
   <translation>Nimmt das letzte Ereignis zurück; ohne Grenze.</translation>
  </message>
  <message>
   <source>unit not stated: to be checked on the data</source>
   <translation>Einheit nicht angegeben: sie wird an den Daten geprüft</translation>
  </message>
  <message>
   <source>Units that can be used: {usual}; without one it is {unit}.</source>
   <translation>Mögliche Einheiten: {usual}; ohne Einheit gilt {unit}.</translation>
  </message>
  <message>
   <source>Unix time in microseconds</source>
   <translation>Unix-Zeit in Mikrosekunden</translation>
  </message>
  <message>
   <source>Unix time in milliseconds</source>
   <translation>Unix-Zeit in Millisekunden</translation>
  </message>
  <message>
   <source>Unix time in nanoseconds</source>
   <translation>Unix-Zeit in Nanosekunden</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>unknown command; known are: start, stop, status, update, select all, filename</source>
   <translation>unbekannter Befehl; bekannt sind: start, stop, status, update, select all, filename</translation>
  </message>
  <message>
   <source>unknown key {key!r} in {where}.</source>
   <translation>unbekannter Schlüssel {key!r} in {where}.</translation>
  </message>
  <message>
   <source>unpleasant</source>
   <translation>unangenehm</translation>
  </message>
  <message>
   <source>Unset {variable} or name a readable file.</source>
   <translation>Löschen Sie {variable} oder nennen Sie eine lesbare Datei.</translation>
  </message>
  <message>
   <source>Unsure</source>
   <translation>Unklar</translation>
  </message>
  <message>
   <source>until ended</source>
   <translation>bis beendet</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>Pfeil auf</translation>
  </message>
  <message>
   <source>upside down</source>
   <translation>verkehrt herum</translation>
  </message>
  <message>
   <source>Upside down: breathing in goes down, or an ECG's beats</source>
   <translation>Verkehrt herum: Einatmen geht nach unten, oder die Zacken des EKG</translation>
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
   <source>Use a study code of a-z, 0-9, _ and -, at most 64 characters.</source>
   <translation>Verwenden Sie ein Kürzel aus a-z, 0-9, _ und -, höchstens 64 Zeichen.</translation>
  </message>
  <message>
   <source>Use a-z, 0-9 and _, a letter first, at most 30 characters.</source>
   <translation>Verwenden Sie a-z, 0-9 und _, zuerst einen Buchstaben, höchstens 30 Zeichen.</translation>
  </message>
  <message>
   <source>Use a-z, 0-9, _ and -, at most 64 characters; no name, no date.</source>
   <translation>Nur a-z, 0-9, _ und -, höchstens 64 Zeichen; kein Name, kein Datum.</translation>
  </message>
  <message>
   <source>Use differences of times only.</source>
   <translation>Verwenden Sie nur Differenzen von Zeiten.</translation>
  </message>
  <message>
   <source>Use intervals.between(t1 - length_s, t1) and breaths_since(t1 - length_s).</source>
   <translation>Verwenden Sie intervals.between(t1 - length_s, t1) und breaths_since(t1 - length_s).</translation>
  </message>
  <message>
   <source>Use letters and digits only, and never a name.</source>
   <translation>Verwenden Sie nur Buchstaben und Ziffern und nie einen Namen.</translation>
  </message>
  <message>
   <source>Use letters and digits only, at most 16; never a name.</source>
   <translation>Nur Buchstaben und Ziffern, höchstens 16; nie ein Name.</translation>
  </message>
  <message>
   <source>Use lower-case letters and digits, for example: client</source>
   <translation>Verwenden Sie Kleinbuchstaben und Ziffern, zum Beispiel: client</translation>
  </message>
  <message>
   <source>Use the profile tidy: it has beats and events.</source>
   <translation>Nehmen Sie das Profil tidy: dort stehen Schläge und Ereignisse.</translation>
  </message>
  <message>
   <source>Use the running one, or stop it first ('safehold record --stop').</source>
   <translation>Verwenden Sie den laufenden, oder beenden Sie ihn zuerst ('safehold record --stop').</translation>
  </message>
  <message>
   <source>Use the sensor again</source>
   <translation>Sensor wieder verwenden</translation>
  </message>
  <message>
   <source>Use unlike(names).</source>
   <translation>Verwenden Sie unlike(names).</translation>
  </message>
  <message>
   <source>Use valued(...) and without(...).</source>
   <translation>Verwenden Sie valued(...) und without(...).</translation>
  </message>
  <message>
   <source>used span</source>
   <translation>benutzte Spanne</translation>
  </message>
  <message>
   <source>Uses the stream that an alarm offers for a missing one.</source>
   <translation>Nimmt den Stream, den ein Alarm für einen fehlenden anbietet.</translation>
  </message>
  <message>
   <source>Usual layout</source>
   <translation>Übliche Anordnung</translation>
  </message>
  <message>
   <source>vagal axis</source>
   <translation>vagale Achse</translation>
  </message>
  <message>
   <source>vagal axis v</source>
   <translation>Vagusachse v</translation>
  </message>
  <message>
   <source>vagal index (baseline spreads)</source>
   <translation>vagaler Index (Ruhe-Streuungen)</translation>
  </message>
  <message>
   <source>vagal index for low</source>
   <translation>vagaler Index für niedrig</translation>
  </message>
  <message>
   <source>vagal index, spreads</source>
   <translation>vagaler Index, Streuungen</translation>
  </message>
  <message>
   <source>vagal index: {index} against own baseline →</source>
   <translation>vagaler Index: {index} gegen die eigene Ruhemessung →</translation>
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
   <source>value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Values are not shown in this replay: beats cannot be reviewed.</source>
   <translation>In dieser Wiedergabe werden keine Werte gezeigt: Herzschläge können nicht durchgesehen werden.</translation>
  </message>
  <message>
   <source>Values of this measure so far: {0} to {1}.</source>
   <translation>Bisherige Werte dieses Maßes: {0} bis {1}.</translation>
  </message>
  <message>
   <source>Values that are not valid are missing, with a reason.</source>
   <translation>Ungültige Werte fehlen, mit einem Grund.</translation>
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
   <source>Verify</source>
   <translation>Nachprüfen</translation>
  </message>
  <message>
   <source>Verifying: computing every number on known truth ...</source>
   <translation>Prüfung: jede Zahl wird an bekannter Wahrheit berechnet ...</translation>
  </message>
  <message>
   <source>Video or sound</source>
   <translation>Video oder Ton</translation>
  </message>
  <message>
   <source>Video or sound beside a replay</source>
   <translation>Video oder Ton zu einer Wiedergabe</translation>
  </message>
  <message>
   <source>Video or sound · {0}</source>
   <translation>Video oder Ton · {0}</translation>
  </message>
  <message>
   <source>Videos and sounds cannot be read: {error}.</source>
   <translation>Videos und Tonaufnahmen können nicht gelesen werden: {error}.</translation>
  </message>
  <message>
   <source>Videos and sounds need Qt Multimedia, which is not here ({0}). Install it with: pip install 'safehold[video]'</source>
   <translation>Videos und Tonaufnahmen brauchen Qt Multimedia, das hier fehlt ({0}). Installation: pip install 'safehold[video]'</translation>
  </message>
  <message>
   <source>View</source>
   <translation>Ansicht</translation>
  </message>
  <message>
   <source>voice</source>
   <translation>Stimme</translation>
  </message>
  <message>
   <source>Voices cannot be told from other sounds: {error}.</source>
   <translation>Stimmen können nicht von anderen Geräuschen unterschieden werden: {error}.</translation>
  </message>
  <message>
   <source>Wait a few seconds; it continues in a new part of the recording.</source>
   <translation>Warten Sie einige Sekunden; es geht in einem neuen Teil der Aufzeichnung weiter.</translation>
  </message>
  <message>
   <source>Wait some seconds and look again.</source>
   <translation>Warten Sie einige Sekunden und prüfen Sie noch einmal.</translation>
  </message>
  <message>
   <source>Wait some seconds.</source>
   <translation>Warten Sie einige Sekunden.</translation>
  </message>
  <message>
   <source>Wait until the other one is made: {0}</source>
   <translation>Warten Sie, bis das andere fertig ist: {0}</translation>
  </message>
  <message>
   <source>Waiting for RR intervals of {name!r} to see their unit ...</source>
   <translation>Warte auf RR-Intervalle von {name!r}, um ihre Einheit zu erkennen ...</translation>
  </message>
  <message>
   <source>Was it made with --no-record?</source>
   <translation>Wurde sie mit --no-record gemacht?</translation>
  </message>
  <message>
   <source>Was it recorded with the sensors on?</source>
   <translation>Waren die Sensoren bei der Aufzeichnung an?</translation>
  </message>
  <message>
   <source>Was the camera paused, or the file cut? Place each part by hand.</source>
   <translation>Wurde die Kamera angehalten oder die Datei geschnitten? Legen Sie jeden Teil von Hand an.</translation>
  </message>
  <message>
   <source>Was the table edited? Export the session again.</source>
   <translation>Wurde die Tabelle bearbeitet? Exportieren Sie die Sitzung noch einmal.</translation>
  </message>
  <message>
   <source>Wear it the other way round, or turn the signal over: in the window{how}, or with safehold streams set NAME --invert.</source>
   <translation>Tragen Sie ihn andersherum, oder drehen Sie das Signal um: im Fenster{how}, oder mit safehold streams set NAME --invert.</translation>
  </message>
  <message>
   <source>Wear the belt tighter or looser, and breathe in deeply once.</source>
   <translation>Tragen Sie den Gurt enger oder weiter und atmen Sie einmal tief ein.</translation>
  </message>
  <message>
   <source>Wet and wear it, and disconnect it from phones and watches.</source>
   <translation>Befeuchten Sie ihn, legen Sie ihn an und trennen Sie ihn von Handys und Uhren.</translation>
  </message>
  <message>
   <source>Wet and wear the strap, and disconnect it from other phones and watches: most straps stop advertising once something is connected.</source>
   <translation>Befeuchten Sie den Gurt, legen Sie ihn an und trennen Sie ihn von anderen Handys und Uhren: die meisten Gurte melden sich nicht mehr, sobald etwas verbunden ist.</translation>
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
   <source>What can be coded, by which key, and what it means</source>
   <translation>Was codiert werden kann, mit welcher Taste, und was es bedeutet</translation>
  </message>
  <message>
   <source>What can be imported: {titles}.</source>
   <translation>Importieren lassen sich: {titles}.</translation>
  </message>
  <message>
   <source>What each page does stands on it; docs/ holds the whole of it. Esc closes.</source>
   <translation>Was jede Seite tut, steht auf ihr; docs/ enthält das Ganze. Esc schließt.</translation>
  </message>
  <message>
   <source>What happened</source>
   <translation>Was geschah</translation>
  </message>
  <message>
   <source>what happens between the two is explored</source>
   <translation>was zwischen beiden geschieht, wird erkundet</translation>
  </message>
  <message>
   <source>What has changed since is in the report of the study.</source>
   <translation>Was sich seither geändert hat, steht im Bericht der Studie.</translation>
  </message>
  <message>
   <source>what is set for streams</source>
   <translation>was für Streams festgelegt ist</translation>
  </message>
  <message>
   <source>What it sends cannot be read ({kind}: {error}).</source>
   <translation>Was er sendet, lässt sich nicht lesen ({kind}: {error}).</translation>
  </message>
  <message>
   <source>What its numbers are in</source>
   <translation>In welcher Einheit seine Zahlen sind</translation>
  </message>
  <message>
   <source>what session.json says</source>
   <translation>der Inhalt von session.json</translation>
  </message>
  <message>
   <source>What the chosen stream measures</source>
   <translation>Was der gewählte Stream misst</translation>
  </message>
  <message>
   <source>What the person said when seeing the session again. Hatched: felt and measured part ways, by a standard deviation or more. Line at the bottom: the two people's ratings part. Felt is not measured.</source>
   <translation>Was die Person beim Wiedersehen der Sitzung angab. Schraffiert: Gefühltes und Gemessenes gehen um mindestens eine Standardabweichung auseinander. Linie unten: Die Einschätzungen der beiden gehen auseinander. Gefühlt ist nicht gemessen.</translation>
  </message>
  <message>
   <source>What the times of the file are</source>
   <translation>Was die Zeiten der Datei sind</translation>
  </message>
  <message>
   <source>What these times are in</source>
   <translation>Einheit dieser Zeiten</translation>
  </message>
  <message>
   <source>What they send now is recorded as it is; numbers from it may be missing.</source>
   <translation>Was sie jetzt liefern, wird aufgezeichnet, wie es ist; Zahlen daraus können fehlen.</translation>
  </message>
  <message>
   <source>what to look at</source>
   <translation>was anzusehen ist</translation>
  </message>
  <message>
   <source>What to review</source>
   <translation>Was durchzusehen ist</translation>
  </message>
  <message>
   <source>What was decided on in {study} no longer exists.</source>
   <translation>Was in {study} entschieden wurde, ist nicht mehr da.</translation>
  </message>
  <message>
   <source>What was exported</source>
   <translation>Was exportiert wurde</translation>
  </message>
  <message>
   <source>What was found; follow it while you move the sensors.</source>
   <translation>Was gefunden wurde; es folgt Ihren Handgriffen an den Sensoren.</translation>
  </message>
  <message>
   <source>What you see follows what you do at the sensors.</source>
   <translation>Was Sie sehen, folgt dem, was Sie an den Sensoren tun.</translation>
  </message>
  <message>
   <source>When asked</source>
   <translation>Wann gefragt</translation>
  </message>
  <message>
   <source>When it began</source>
   <translation>Wann sie begann</translation>
  </message>
  <message>
   <source>when the other person spoke is not known</source>
   <translation>wann die andere Person sprach, ist nicht bekannt</translation>
  </message>
  <message>
   <source>When they are asked</source>
   <translation>Wann gefragt wird</translation>
  </message>
  <message>
   <source>Where does the file lie in the session?</source>
   <translation>Wo in der Sitzung liegt die Datei?</translation>
  </message>
  <message>
   <source>Where each person was, against their own baseline</source>
   <translation>Wo jede Person war, gegen die eigene Ruhemessung</translation>
  </message>
  <message>
   <source>Where the baseline is not good enough; the first one stays in the recording.</source>
   <translation>Wenn die Ruhemessung nicht taugt; die erste bleibt in der Aufzeichnung.</translation>
  </message>
  <message>
   <source>Where they differ</source>
   <translation>Wo sie abweichen</translation>
  </message>
  <message>
   <source>Where this file begins in the session, in seconds</source>
   <translation>Wo diese Datei in der Sitzung beginnt, in Sekunden</translation>
  </message>
  <message>
   <source>Where {file} lies in the session is not known.</source>
   <translation>Es ist nicht bekannt, wo {file} in der Sitzung liegt.</translation>
  </message>
  <message>
   <source>Which kind of it, where the codebook has kinds</source>
   <translation>Welche Art davon, wo das Codebuch Arten hat</translation>
  </message>
  <message>
   <source>Which part of the session</source>
   <translation>Welcher Teil der Sitzung</translation>
  </message>
  <message>
   <source>Which sensor is upside down?</source>
   <translation>Welcher Sensor ist verkehrt herum?</translation>
  </message>
  <message>
   <source>While a note is written</source>
   <translation>Während eine Notiz geschrieben wird</translation>
  </message>
  <message>
   <source>who</source>
   <translation>wer</translation>
  </message>
  <message>
   <source>Who answers</source>
   <translation>Wer antwortet</translation>
  </message>
  <message>
   <source>Who codes?</source>
   <translation>Wer codiert?</translation>
  </message>
  <message>
   <source>Who did it</source>
   <translation>Wer es tat</translation>
  </message>
  <message>
   <source>Who does what is coded next: client, therapist, observer. It holds for one code; a second press locks it, Esc releases it.</source>
   <translation>Wer tut, was als Nächstes codiert wird: Klient/in, Therapeut/in, Beobachter/in. Gilt für einen Code; noch einmal gedrückt bleibt es stehen, Esc löst es.</translation>
  </message>
  <message>
   <source>who is logged in</source>
   <translation>wer angemeldet ist</translation>
  </message>
  <message>
   <source>Who may read the files</source>
   <translation>Wer die Dateien lesen darf</translation>
  </message>
  <message>
   <source>Who rates what</source>
   <translation>Wer schätzt was ein</translation>
  </message>
  <message>
   <source>who took part is taken from the recorded streams; study and codebook are not known</source>
   <translation>wer teilnahm, ist den aufgezeichneten Streams entnommen; Studie und Codebuch sind nicht bekannt</translation>
  </message>
  <message>
   <source>who took part, streams and settings were taken from the journal; the participants' study codes were in session.json only and are made up from the session's: after 'safehold repair' write the true ones into session.json, before anything is joined or somebody withdraws</source>
   <translation>Teilnehmende, Streams und Einstellungen wurden dem Journal entnommen; die Kürzel der Teilnehmenden standen nur in session.json und sind aus dem der Sitzung gebildet: Tragen Sie nach 'safehold repair' die richtigen in session.json ein, bevor etwas verknüpft wird oder jemand widerruft</translation>
  </message>
  <message>
   <source>whole numbers, so probably counts of the converter</source>
   <translation>ganze Zahlen, also eher Zählwerte des Wandlers</translation>
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
   <source>Whose codes are to be seen alone?</source>
   <translation>Wessen Codes sollen allein zu sehen sein?</translation>
  </message>
  <message>
   <source>whose it is</source>
   <translation>wessen er ist</translation>
  </message>
  <message>
   <source>Whose outcome</source>
   <translation>Wessen Ergebnis</translation>
  </message>
  <message>
   <source>Whose process measure</source>
   <translation>Wessen Prozessmaß</translation>
  </message>
  <message>
   <source>Whose score it is</source>
   <translation>Von wem der Wert ist</translation>
  </message>
  <message>
   <source>Whose the chosen stream is</source>
   <translation>Wessen der gewählte Stream ist</translation>
  </message>
  <message>
   <source>Whose the file of the chosen signal is</source>
   <translation>Wessen Datei die des gewählten Signals ist</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>why</source>
   <translation>warum</translation>
  </message>
  <message>
   <source>Why the last key or button did nothing</source>
   <translation>Warum die letzte Taste oder Schaltfläche nichts getan hat</translation>
  </message>
  <message>
   <source>Why with parameters of their own</source>
   <translation>Warum mit eigenen Parametern</translation>
  </message>
  <message>
   <source>Wider</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Width of the bins</source>
   <translation>Breite der Zeitfenster</translation>
  </message>
  <message>
   <source>window</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <source>window of heart rate</source>
   <translation>Fenster der Herzfrequenz</translation>
  </message>
  <message>
   <source>window of RMSSD, RSA, breathing</source>
   <translation>Fenster von RMSSD, RSA, Atmung</translation>
  </message>
  <message>
   <source>Window of the therapist shows</source>
   <translation>Fenster der Therapie zeigt</translation>
  </message>
  <message>
   <source>window shorter than 60 s</source>
   <translation>Fenster kürzer als 60 s</translation>
  </message>
  <message>
   <source>Windows</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <source>Windows beside the session</source>
   <translation>Fenster neben der Sitzung</translation>
  </message>
  <message>
   <source>Windows Defender Firewall: allow this Python and the sending program on *private* networks, and set the network's profile to private.</source>
   <translation>Windows Defender Firewall: erlauben Sie dieses Python und das sendende Programm in *privaten* Netzen und stellen Sie das Netz auf privat.</translation>
  </message>
  <message>
   <source>Windows: heart rate</source>
   <translation>Fenster: Herzfrequenz</translation>
  </message>
  <message>
   <source>Windows: RMSSD, RSA, respiration</source>
   <translation>Fenster: RMSSD, RSA, Atmung</translation>
  </message>
  <message>
   <source>With fewer than 19 nothing can be beyond 95 % of them.</source>
   <translation>Mit weniger als 19 kann nichts jenseits von 95 % von ihnen liegen.</translation>
  </message>
  <message>
   <source>With one near the end, the drift of a camera's clock is known. It takes 6 s: keep the cameras running until it was shown.</source>
   <translation>Mit einer kurz vor dem Ende ist bekannt, wie die Uhr einer Kamera abweicht. Es dauert 6 s: Lassen Sie die Kameras laufen, bis sie gezeigt wurde.</translation>
  </message>
  <message>
   <source>with the therapist behind, the client goes out to explore what is new or feared</source>
   <translation>erkundet mit der Therapeutin oder dem Therapeuten im Rücken Neues oder Gefürchtetes</translation>
  </message>
  <message>
   <source>Withdrawal</source>
   <translation>Rückzug</translation>
  </message>
  <message>
   <source>within</source>
   <translation>im Bereich</translation>
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
   <source>Within {limit:.0f} ms from {first:.0f} s to {last:.0f} s of the session.</source>
   <translation>Auf {limit:.0f} ms genau von {first:.0f} s bis {last:.0f} s der Sitzung.</translation>
  </message>
  <message>
   <source>Without --rate the study says how long.</source>
   <translation>Ohne --rate sagt die Studie, wie lange.</translation>
  </message>
  <message>
   <source>Without sensors: 'safehold demo' shows everything in 150 seconds.</source>
   <translation>Ohne Sensoren: „safehold demo“ zeigt alles in 150 Sekunden.</translation>
  </message>
  <message>
   <source>without the person; says that somebody withdrew</source>
   <translation>ohne die Person; sagt, dass jemand widerrufen hat</translation>
  </message>
  <message>
   <source>without {names}</source>
   <translation>ohne {names}</translation>
  </message>
  <message>
   <source>words</source>
   <translation>Worte</translation>
  </message>
  <message>
   <source>Words at the highest</source>
   <translation>Wort beim größten</translation>
  </message>
  <message>
   <source>Words at the lowest</source>
   <translation>Wort beim kleinsten</translation>
  </message>
  <message>
   <source>Work on a disk with space that this user may write to. Nothing was changed.</source>
   <translation>Arbeiten Sie auf einem Datenträger mit Platz, auf den Sie schreiben dürfen. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>worst of {n} marks {ms:.0f} ms off</source>
   <translation>größte Abweichung von {n} Marken {ms:.0f} ms</translation>
  </message>
  <message>
   <source>Write ["a", "b"].</source>
   <translation>Schreiben Sie ["a", "b"].</translation>
  </message>
  <message>
   <source>Write a number, or nothing where nothing was answered.</source>
   <translation>Schreiben Sie eine Zahl, oder nichts, wo nichts beantwortet wurde.</translation>
  </message>
  <message>
   <source>Write conduct = "..." with the LSL name of its marker stream.</source>
   <translation>Schreiben Sie conduct = "..." mit dem LSL-Namen seines Marker-Streams.</translation>
  </message>
  <message>
   <source>Write for example: --rate ecg=1000</source>
   <translation>Schreiben Sie zum Beispiel: --rate ecg=1000</translation>
  </message>
  <message>
   <source>Write for example: time=t@ms. What a signal is says --as ecg=NAME@UNIT.</source>
   <translation>Schreiben Sie zum Beispiel: time=t@ms. Was ein Signal ist, sagt --as ecg=NAME@EINHEIT.</translation>
  </message>
  <message>
   <source>Write it like zones.th=2.5</source>
   <translation>Schreiben Sie es so: zones.th=2.5</translation>
  </message>
  <message>
   <source>Write it without a unit.</source>
   <translation>Schreiben Sie es ohne Einheit.</translation>
  </message>
  <message>
   <source>Write PERSON-SIGNAL:KIND@START-STOP,AMOUNT, for example therapist-belt:dead@60-90 or client-ecg:loss@60-90,20. Signals: {signal_names}; kinds: {kinds}; rate is written as client-ecg:rate=1.1.</source>
   <translation>Schreiben Sie PERSON-SIGNAL:ART@START-STOP,STÄRKE, zum Beispiel therapist-belt:dead@60-90 oder client-ecg:loss@60-90,20. Signale: {signal_names}; Arten: {kinds}; rate schreibt man client-ecg:rate=1.1.</translation>
  </message>
  <message>
   <source>Write port = 22345 under [remote] into study.toml.</source>
   <translation>Schreiben Sie in study.toml unter [remote]: port = 22345</translation>
  </message>
  <message>
   <source>Write the LSL name of one marker stream, as 'safehold streams' lists it, or leave the key out: then no program conducts.</source>
   <translation>Schreiben Sie den LSL-Namen eines Marker-Streams, wie 'safehold streams' ihn nennt, oder lassen Sie den Schlüssel weg: dann leitet kein Programm.</translation>
  </message>
  <message>
   <source>Write the offset as seconds or mm:ss.</source>
   <translation>Schreiben Sie den Versatz als Sekunden oder mm:ss.</translation>
  </message>
  <message>
   <source>Write times as seconds or minutes:seconds: 24:13.5.</source>
   <translation>Schreiben Sie Zeiten als Sekunden oder Minuten:Sekunden: 24:13,5.</translation>
  </message>
  <message>
   <source>Write true or false, without quotation marks.</source>
   <translation>Schreiben Sie true oder false, ohne Anführungszeichen.</translation>
  </message>
  <message>
   <source>Write: safehold study process STUDY OUT {level}</source>
   <translation>Schreiben Sie: safehold study process STUDIE AUSGABE {level}</translation>
  </message>
  <message>
   <source>Writes study.toml; the comments in it stay.</source>
   <translation>Schreibt study.toml; die Kommentare darin bleiben.</translation>
  </message>
  <message>
   <source>Writes the files beside the session; an earlier export stays as it is.</source>
   <translation>Schreibt die Dateien neben die Sitzung; ein früherer Export bleibt, wie er ist.</translation>
  </message>
  <message>
   <source>Writes the new session; the files stay as they are.</source>
   <translation>Schreibt die neue Sitzung; die Dateien bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Writes the report of the chosen session and opens it.</source>
   <translation>Schreibt den Bericht der gewählten Sitzung und öffnet ihn.</translation>
  </message>
  <message>
   <source>Writes the value into outcomes.csv; Return in the field does it, too.</source>
   <translation>Schreibt den Wert in outcomes.csv; Eingabe im Feld tut es auch.</translation>
  </message>
  <message>
   <source>Writing the PDF</source>
   <translation>Schreibe das PDF</translation>
  </message>
  <message>
   <source>Writing the report</source>
   <translation>Schreibe den Bericht</translation>
  </message>
  <message>
   <source>Writing {name}</source>
   <translation>{name} wird geschrieben</translation>
  </message>
  <message>
   <source>Writing {path}</source>
   <translation>Schreiben von {path}</translation>
  </message>
  <message>
   <source>written by safehold</source>
   <translation>von safehold geschrieben</translation>
  </message>
  <message>
   <source>Written with every edit from then on.</source>
   <translation>Wird von da an mit jeder Bearbeitung geschrieben.</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Geschrieben: {0}</translation>
  </message>
  <message>
   <source>you said so</source>
   <translation>von Ihnen angegeben</translation>
  </message>
  <message>
   <source>your correction (proposed: {was}, from {why})</source>
   <translation>Ihre Berichtigung (Vorschlag: {was}, aus {why})</translation>
  </message>
  <message>
   <source>Your disk quota is used up</source>
   <translation>Ihr Speicherkontingent ist aufgebraucht</translation>
  </message>
  <message>
   <source>your last code: {0}</source>
   <translation>Ihr letzter Code: {0}</translation>
  </message>
  <message>
   <source>zone</source>
   <translation>Zone</translation>
  </message>
  <message>
   <source>Zone and numbers are of this moment; the plots look back.</source>
   <translation>Zone und Zahlen sind von diesem Moment; die Kurven zeigen Früheres.</translation>
  </message>
  <message>
   <source>Zone of {0}: {1}</source>
   <translation>Zone von {0}: {1}</translation>
  </message>
  <message>
   <source>zone, rupture, change: separated by commas</source>
   <translation>zone, rupture, change: durch Kommas getrennt</translation>
  </message>
  <message>
   <source>Zones</source>
   <translation>Zonen</translation>
  </message>
  <message>
   <source>Zones describe heart rate and RSA relative to this person's own resting baseline, about {0} seconds late. They are not a measurement of safety, emotion, dissociation or vagal tone, and not a diagnosis. Speech, breathing, posture and movement change them. Treat as a prompt to look and ask.</source>
   <translation>Zonen beschreiben Herzfrequenz und RSA relativ zur eigenen Ruhemessung dieser Person, etwa {0} Sekunden verspätet. Sie sind keine Messung von Sicherheit, Gefühl, Dissoziation oder Vagustonus und keine Diagnose. Sprechen, Atmung, Haltung und Bewegung verändern sie. Ein Anlass hinzusehen und zu fragen.</translation>
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
   <source>Zones: dwell time before one is entered</source>
   <translation>Zonen: Verweilzeit, bevor eine beginnt</translation>
  </message>
  <message>
   <source>Zones: dwell time before one is left</source>
   <translation>Zonen: Verweilzeit, bevor eine endet</translation>
  </message>
  <message>
   <source>Zones: dwell time of the bands</source>
   <translation>Zonen: Verweilzeit der Bänder</translation>
  </message>
  <message>
   <source>Zones: heart-rate threshold</source>
   <translation>Zonen: Schwelle der Herzfrequenz</translation>
  </message>
  <message>
   <source>Zones: heart-rate threshold without a vagal index</source>
   <translation>Zonen: Schwelle der Herzfrequenz ohne vagalen Index</translation>
  </message>
  <message>
   <source>Zones: hysteresis</source>
   <translation>Zonen: Hysterese</translation>
  </message>
  <message>
   <source>Zones: missing inputs are bridged for</source>
   <translation>Zonen: fehlende Eingangswerte werden überbrückt</translation>
  </message>
  <message>
   <source>Zones: near baseline below</source>
   <translation>Zonen: nahe der Ruhe unter</translation>
  </message>
  <message>
   <source>Zones: near upper threshold from</source>
   <translation>Zonen: nahe der oberen Schwelle ab</translation>
  </message>
  <message>
   <source>Zones: vagal drop for high activation</source>
   <translation>Zonen: vagaler Abfall für hohe Aktivierung</translation>
  </message>
  <message>
   <source>Zones: vagal threshold for low activation</source>
   <translation>Zonen: vagale Schwelle für niedrige Aktivierung</translation>
  </message>
  <message>
   <source>ZoneSettings.near_upper_from = {near_upper_from!r} leaves no band above near_baseline_below = {near_baseline_below!r}.</source>
   <translation>ZoneSettings.near_upper_from = {near_upper_from!r} lässt über near_baseline_below = {near_baseline_below!r} kein Band.</translation>
  </message>
  <message>
   <source>{0!r} is not a number of seconds.</source>
   <translation>{0!r} ist keine Zahl von Sekunden.</translation>
  </message>
  <message>
   <source>{0:.0f} Hz</source>
   <translation>{0:.0f} Hz</translation>
  </message>
  <message>
   <source>{0:.0f} s</source>
   <translation>{0:.0f} s</translation>
  </message>
  <message>
   <source>{0:.0f} s valid so far</source>
   <translation>bisher {0:.0f} s gültig</translation>
  </message>
  <message>
   <source>{0:g} times real time: nothing is kept</source>
   <translation>{0:g}-fache Echtzeit: nichts wird aufbewahrt</translation>
  </message>
  <message>
   <source>{0} are left out: their texts have no code.</source>
   <translation>{0} werden weggelassen: Ihre Texte haben keinen Code.</translation>
  </message>
  <message>
   <source>{0} are there already.</source>
   <translation>{0} sind schon da.</translation>
  </message>
  <message>
   <source>{0} cannot be played: {1}</source>
   <translation>{0} kann nicht abgespielt werden: {1}</translation>
  </message>
  <message>
   <source>{0} cannot be written: {1}.</source>
   <translation>{0} kann nicht geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>{0} changed since</source>
   <translation>{0} seither geändert</translation>
  </message>
  <message>
   <source>{0} did not end properly.</source>
   <translation>{0} wurde nicht ordentlich beendet.</translation>
  </message>
  <message>
   <source>{0} does not exist yet: the first session creates it.</source>
   <translation>{0} gibt es noch nicht: die erste Sitzung legt den Ordner an.</translation>
  </message>
  <message>
   <source>{0} does nothing here. {1} closes this window.</source>
   <translation>{0} tut hier nichts. {1} schließt dieses Fenster.</translation>
  </message>
  <message>
   <source>{0} does nothing here. {1} lists the keys.</source>
   <translation>{0} tut hier nichts. {1} zeigt alle Tasten.</translation>
  </message>
  <message>
   <source>{0} ended properly. Begin a new session.</source>
   <translation>{0} ist ordentlich beendet. Eine neue Sitzung beginnen.</translation>
  </message>
  <message>
   <source>{0} events would be added.</source>
   <translation>{0} Ereignisse kämen hinzu.</translation>
  </message>
  <message>
   <source>{0} has {1} words of this kind: there is no number {2}.</source>
   <translation>{0} hat {1} Wörter dieser Art: eine Nummer {2} gibt es nicht.</translation>
  </message>
  <message>
   <source>{0} is a file. Choose a folder.</source>
   <translation>{0} ist eine Datei. Wählen Sie einen Ordner.</translation>
  </message>
  <message>
   <source>{0} is being recorded, but has no window.</source>
   <translation>{0} wird aufgezeichnet, hat aber kein Fenster.</translation>
  </message>
  <message>
   <source>{0} is no time: seconds, mm:ss or hh:mm:ss.</source>
   <translation>{0} ist keine Zeit: Sekunden, mm:ss oder hh:mm:ss.</translation>
  </message>
  <message>
   <source>{0} is not being recorded.</source>
   <translation>{0} wird nicht aufgezeichnet.</translation>
  </message>
  <message>
   <source>{0} is not on this scale: it goes from {1:g} to {2:g}.</source>
   <translation>{0} liegt nicht auf dieser Skala: sie reicht von {1:g} bis {2:g}.</translation>
  </message>
  <message>
   <source>{0} is written.</source>
   <translation>{0} ist geschrieben.</translation>
  </message>
  <message>
   <source>{0} left</source>
   <translation>noch {0}</translation>
  </message>
  <message>
   <source>{0} lie outside the session: are offset and times right?</source>
   <translation>{0} liegen außerhalb der Sitzung: Stimmen Versatz und Zeiten?</translation>
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
   <source>{0} new</source>
   <translation>{0} neu</translation>
  </message>
  <message>
   <source>{0} not possible</source>
   <translation>{0} nicht möglich</translation>
  </message>
  <message>
   <source>{0} not recorded</source>
   <translation>{0} nicht aufgezeichnet</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} von {1}</translation>
  </message>
  <message>
   <source>{0} of {1} disagreements settled; {2} of {3} agreed events taken over.</source>
   <translation>{0} von {1} Abweichungen geklärt; {2} von {3} übereinstimmenden Ereignissen übernommen.</translation>
  </message>
  <message>
   <source>{0} of {1} left</source>
   <translation>{0} von {1} offen</translation>
  </message>
  <message>
   <source>{0} of {1} sessions</source>
   <translation>{0} von {1} Sitzungen</translation>
  </message>
  <message>
   <source>{0} of {1}, {2} left</source>
   <translation>{0} von {1}, {2} offen</translation>
  </message>
  <message>
   <source>{0} on disk</source>
   <translation>{0} auf dem Datenträger</translation>
  </message>
  <message>
   <source>{0} processed</source>
   <translation>{0} verarbeitet</translation>
  </message>
  <message>
   <source>{0} rows per second</source>
   <translation>{0} Zeilen je Sekunde</translation>
  </message>
  <message>
   <source>{0} stands there already.</source>
   <translation>{0} steht dort schon.</translation>
  </message>
  <message>
   <source>{0} things are not right with the sensors.</source>
   <translation>{0} Dinge stimmen an den Sensoren nicht.</translation>
  </message>
  <message>
   <source>{0} things must be put right; what to do stands beside each.</source>
   <translation>{0} Dinge müssen in Ordnung gebracht werden; was zu tun ist, steht jeweils daneben.</translation>
  </message>
  <message>
   <source>{0} valid seconds</source>
   <translation>{0} gültige Sekunden</translation>
  </message>
  <message>
   <source>{0} · rated afterwards</source>
   <translation>{0} · nachträglich eingeschätzt</translation>
  </message>
  <message>
   <source>{0}, held</source>
   <translation>{0}, gehalten</translation>
  </message>
  <message>
   <source>{0}, turned over</source>
   <translation>{0}, umgedreht</translation>
  </message>
  <message>
   <source>{0}. Cannot mean: {1}.</source>
   <translation>{0}. Kann nicht heißen: {1}.</translation>
  </message>
  <message>
   <source>{0}. Parameters {1}.</source>
   <translation>{0}. Parameter {1}.</translation>
  </message>
  <message>
   <source>{0}: a second press within {1} s is taken for a slip.</source>
   <translation>{0}: ein zweiter Druck innerhalb von {1} s gilt als Versehen.</translation>
  </message>
  <message>
   <source>{0}: no stream</source>
   <translation>{0}: kein Stream</translation>
  </message>
  <message>
   <source>{0}: not possible now. {1}</source>
   <translation>{0}: jetzt nicht möglich. {1}</translation>
  </message>
  <message>
   <source>{0}: {1:.0f} s differ, {2} s of them in the zone</source>
   <translation>{0}: {1:.0f} s unterscheiden sich, davon {2} s in der Zone</translation>
  </message>
  <message>
   <source>{0}: {1} events</source>
   <translation>{0}: {1} Ereignisse</translation>
  </message>
  <message>
   <source>{0}: {1} to {2}: {3}.</source>
   <translation>{0}: {1} bis {2}: {3}.</translation>
  </message>
  <message>
   <source>{0}: {1}, SHA-256 {2} ...</source>
   <translation>{0}: {1}, SHA-256 {2} ...</translation>
  </message>
  <message>
   <source>{0}: {1}.</source>
   <translation>{0}: {1}.</translation>
  </message>
  <message>
   <source>{active} is active</source>
   <translation>{active} ist an</translation>
  </message>
  <message>
   <source>{answer!r} is not in the list.</source>
   <translation>{answer!r} steht nicht in der Liste.</translation>
  </message>
  <message>
   <source>{bad} samples have no usable time stamp.</source>
   <translation>{bad} Messwerte haben keinen brauchbaren Zeitstempel.</translation>
  </message>
  <message>
   <source>{beyond} bytes are not part of a whole chunk</source>
   <translation>{beyond} Bytes gehören zu keinem vollständigen Abschnitt</translation>
  </message>
  <message>
   <source>{channel_count} x {channel_format} at {rate}</source>
   <translation>{channel_count} x {channel_format} mit {rate}</translation>
  </message>
  <message>
   <source>{channel}: a belt</source>
   <translation>{channel}: ein Gurt</translation>
  </message>
  <message>
   <source>{channel}: a lead of an ECG, in {unit}</source>
   <translation>{channel}: eine EKG-Ableitung, in {unit}</translation>
  </message>
  <message>
   <source>{coder!r} coded nothing in this session.</source>
   <translation>{coder!r} hat in dieser Sitzung nichts codiert.</translation>
  </message>
  <message>
   <source>{conduct!r} is not a marker stream: it starts no phase</source>
   <translation>{conduct!r} ist kein Marker-Stream: er beginnt keine Phase</translation>
  </message>
  <message>
   <source>{count} more like this: {first}</source>
   <translation>{count} weitere wie dieses: {first}</translation>
  </message>
  <message>
   <source>{doing} failed: {why}. {cause}.</source>
   <translation>{doing} ist misslungen: {why}. {cause}.</translation>
  </message>
  <message>
   <source>{done} of {n} sessions are computed in {ways} ways</source>
   <translation>{done} von {n} Sitzungen sind auf {ways} Arten berechnet</translation>
  </message>
  <message>
   <source>{done} of {n} sessions are looked at</source>
   <translation>{done} von {n} Sitzungen sind angesehen</translation>
  </message>
  <message>
   <source>{done} of {n} sessions are processed</source>
   <translation>{done} von {n} Sitzungen sind verarbeitet</translation>
  </message>
  <message>
   <source>{dyads} dyads by {sessions} sessions cannot be simulated: at least 5 by 3, at most 20000 sessions.</source>
   <translation>{dyads} Dyaden mal {sessions} Sitzungen lassen sich nicht simulieren: mindestens 5 mal 3, höchstens 20000 Sitzungen.</translation>
  </message>
  <message>
   <source>{event_code!r} is a point: it has no end that another code could bring.</source>
   <translation>{event_code!r} ist ein Punkt: es hat kein Ende, das ein anderer Code bringen könnte.</translation>
  </message>
  <message>
   <source>{event_code!r} is no code of this session.</source>
   <translation>{event_code!r} ist kein Code dieser Sitzung.</translation>
  </message>
  <message>
   <source>{event_code!r} is not a confound code.</source>
   <translation>{event_code!r} ist kein Störcode.</translation>
  </message>
  <message>
   <source>{event_code!r} is not an event code.</source>
   <translation>{event_code!r} ist kein Ereigniscode.</translation>
  </message>
  <message>
   <source>{event_code!r} is the code of something that safehold finds by itself.</source>
   <translation>{event_code!r} ist der Code von etwas, das safehold selbst findet.</translation>
  </message>
  <message>
   <source>{event_code!r} of event {name!r} is not an event code ({pattern}, and no word that readers take for missing).</source>
   <translation>{event_code!r} von Ereignis {name!r} ist kein Ereigniscode ({pattern}, und kein Wort, das Leseprogramme für fehlend halten).</translation>
  </message>
  <message>
   <source>{event_code} does not hold at this moment: go to where it is to be split.</source>
   <translation>{event_code} gilt in diesem Moment nicht: Gehen Sie dorthin, wo es geteilt werden soll.</translation>
  </message>
  <message>
   <source>{event_code} has a duration: give it an end.</source>
   <translation>{event_code} hat eine Dauer: Geben Sie ihm ein Ende.</translation>
  </message>
  <message>
   <source>{event_code} has no subtype {word!r}.</source>
   <translation>{event_code} hat keine Unterart {word!r}.</translation>
  </message>
  <message>
   <source>{event_code} is always a point: it has no end of its own.</source>
   <translation>{event_code} ist immer ein Punkt: Es hat kein eigenes Ende.</translation>
  </message>
  <message>
   <source>{event_code} was not coded by hand: it stays as recorded.</source>
   <translation>{event_code} wurde nicht von Hand codiert: Es bleibt, wie es aufgezeichnet wurde.</translation>
  </message>
  <message>
   <source>{file} cannot be read: {why}.</source>
   <translation>{file} kann nicht gelesen werden: {why}.</translation>
  </message>
  <message>
   <source>{file} is cut off: {n} of {stated} samples are there.</source>
   <translation>{file} ist abgeschnitten: {n} von {stated} Messwerten sind da.</translation>
  </message>
  <message>
   <source>{file} is no file.</source>
   <translation>{file} ist keine Datei.</translation>
  </message>
  <message>
   <source>{file} was changed by another program since.</source>
   <translation>{file} wurde seither von einem anderen Programm geändert.</translation>
  </message>
  <message>
   <source>{folder} (for {study})</source>
   <translation>{folder} (für {study})</translation>
  </message>
  <message>
   <source>{folder} cannot be written: {why}.</source>
   <translation>{folder} lässt sich nicht beschreiben: {why}.</translation>
  </message>
  <message>
   <source>{folder} holds no events of a session.</source>
   <translation>{folder} enthält keine Ereignisse einer Sitzung.</translation>
  </message>
  <message>
   <source>{folder} holds no {name} table.</source>
   <translation>{folder} enthält keine Tabelle {name}.</translation>
  </message>
  <message>
   <source>{folder} is half changed: the withdrawal of a participant was interrupted.</source>
   <translation>{folder} ist nur halb geändert: Der Widerruf einer Person wurde unterbrochen.</translation>
  </message>
  <message>
   <source>{folder} is not empty; a study is never overwritten.</source>
   <translation>{folder} ist nicht leer; eine Studie wird nie überschrieben.</translation>
  </message>
  <message>
   <source>{free} of {count} UDP ports are free</source>
   <translation>{free} von {count} UDP-Ports sind frei</translation>
  </message>
  <message>
   <source>{free} of {count} UDP ports are free, {needed} should be</source>
   <translation>{free} von {count} UDP-Ports sind frei, {needed} sollten es sein</translation>
  </message>
  <message>
   <source>{hanging} did not end in time.</source>
   <translation>{hanging} endete nicht rechtzeitig.</translation>
  </message>
  <message>
   <source>{info_path} has schema {schema!r}; this safehold reads 1 to {newest}.</source>
   <translation>{info_path} hat das Schema {schema!r}; dieses safehold liest 1 bis {newest}.</translation>
  </message>
  <message>
   <source>{key} = {value!r} cannot be used.</source>
   <translation>{key} = {value!r} kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is impossible: {message}</source>
   <translation>{key} = {value!r} ist unmöglich: {message}</translation>
  </message>
  <message>
   <source>{key} = {value!r} is neither true nor false.</source>
   <translation>{key} = {value!r} ist weder true noch false.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is not a list of texts.</source>
   <translation>{key} = {value!r} ist keine Liste von Texten.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is not a number in {unit}.</source>
   <translation>{key} = {value!r} ist keine Zahl in {unit}.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is not a number.</source>
   <translation>{key} = {value!r} ist keine Zahl.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is not a text.</source>
   <translation>{key} = {value!r} ist kein Text.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is not a whole number.</source>
   <translation>{key} = {value!r} ist keine ganze Zahl.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is out of range.</source>
   <translation>{key} = {value!r} liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>{key} = {value!r} is unknown.</source>
   <translation>{key} = {value!r} ist unbekannt.</translation>
  </message>
  <message>
   <source>{key} holds a word twice.</source>
   <translation>{key} enthält ein Wort doppelt.</translation>
  </message>
  <message>
   <source>{key} is a marker, but no program conducts.</source>
   <translation>{key} ist ein Marker, aber kein Programm leitet.</translation>
  </message>
  <message>
   <source>{key} is not a list of tables.</source>
   <translation>{key} ist keine Liste von Tabellen.</translation>
  </message>
  <message>
   <source>{key} is not a table.</source>
   <translation>{key} ist keine Tabelle.</translation>
  </message>
  <message>
   <source>{key} no longer has an effect: {why}.</source>
   <translation>{key} wirkt nicht mehr: {why}.</translation>
  </message>
  <message>
   <source>{kind} does not apply to RR intervals.</source>
   <translation>{kind} gibt es bei RR-Intervallen nicht.</translation>
  </message>
  <message>
   <source>{kind} left out: the strap does not answer.</source>
   <translation>{kind} ausgelassen: der Gurt antwortet nicht.</translation>
  </message>
  <message>
   <source>{kind} left out: the strap does not state its rate.</source>
   <translation>{kind} ausgelassen: der Gurt nennt seine Rate nicht.</translation>
  </message>
  <message>
   <source>{kind} left out: {error}.</source>
   <translation>{kind} ausgelassen: {error}.</translation>
  </message>
  <message>
   <source>{label!r} cannot be the label of a person.</source>
   <translation>{label!r} kann nicht die Bezeichnung einer Person sein.</translation>
  </message>
  <message>
   <source>{label} has parameters of their own, but no reason for them.</source>
   <translation>{label} hat eigene Parameter, aber keinen Grund dafür.</translation>
  </message>
  <message>
   <source>{late} samples came after their moment had passed and are not used.</source>
   <translation>{late} Messwerte kamen, als ihr Augenblick vorbei war, und werden nicht verwendet.</translation>
  </message>
  <message>
   <source>{left:.1f} GB free at {folder}</source>
   <translation>{left:.1f} GB frei bei {folder}</translation>
  </message>
  <message>
   <source>{level} stands where the folder of the output belongs.</source>
   <translation>{level} steht, wo der Ordner der Ausgabe hingehört.</translation>
  </message>
  <message>
   <source>{message}: it is not used</source>
   <translation>{message}: wird nicht verwendet</translation>
  </message>
  <message>
   <source>{n_backward} stamps step back</source>
   <translation>{n_backward} Zeitstempel springen zurück</translation>
  </message>
  <message>
   <source>{n_damaged} chunks of stream {stream_id} are damaged</source>
   <translation>{n_damaged} Abschnitte von Stream {stream_id} sind beschädigt</translation>
  </message>
  <message>
   <source>{n_dropped} samples were dropped while the disk was full</source>
   <translation>{n_dropped} Messwerte wurden verworfen, während der Datenträger voll war</translation>
  </message>
  <message>
   <source>{n_duplicates} samples have the stamp of the one before</source>
   <translation>{n_duplicates} Werte haben den Zeitstempel des vorigen</translation>
  </message>
  <message>
   <source>{n_files} recordings for {n_people} people.</source>
   <translation>{n_files} Aufzeichnungen für {n_people} Personen.</translation>
  </message>
  <message>
   <source>{n_found} streams with {fields} in the recording.</source>
   <translation>{n_found} Streams mit {fields} in der Aufzeichnung.</translation>
  </message>
  <message>
   <source>{n_gaps} gaps, {gap_s:.1f} s in all, the longest {max_gap_s:.1f} s</source>
   <translation>{n_gaps} Lücken, zusammen {gap_s:.1f} s, die längste {max_gap_s:.1f} s</translation>
  </message>
  <message>
   <source>{n_late} of {n_syncs} syncs came later than {bound:g} s, the latest after {max_age_s:.2f} s</source>
   <translation>{n_late} von {n_syncs} Sicherungen auf den Datenträger kamen später als nach {bound:g} s, die späteste nach {max_age_s:.2f} s</translation>
  </message>
  <message>
   <source>{n_late} samples came late, by up to {max_late_s:.1f} s; they are in their places</source>
   <translation>{n_late} Werte kamen spät, bis zu {max_late_s:.1f} s; sie stehen an ihrem Platz</translation>
  </message>
  <message>
   <source>{n_missing} of {n_sensors} sensors did not deliver all the time; the worst, {name}, delivered {got} of {whole}</source>
   <translation>{n_missing} von {n_sensors} Sensoren lieferten nicht die ganze Zeit; der schlechteste, {name}, lieferte {got} von {whole}</translation>
  </message>
  <message>
   <source>{n_not_finite} samples are not finite numbers</source>
   <translation>{n_not_finite} Werte sind keine endlichen Zahlen</translation>
  </message>
  <message>
   <source>{n_off} samples of {name!r} had stamps far from their arrival and were not processed live (they are recorded).</source>
   <translation>{n_off} Werte von {name!r} hatten Zeitstempel fern von ihrer Ankunft und wurden nicht live verarbeitet (sie sind aufgezeichnet).</translation>
  </message>
  <message>
   <source>{n_people} people for {n_devices} devices.</source>
   <translation>{n_people} Personen für {n_devices} Geräte.</translation>
  </message>
  <message>
   <source>{n_people} people for {n} microphones or files.</source>
   <translation>{n_people} Personen für {n} Mikrofone oder Dateien.</translation>
  </message>
  <message>
   <source>{n_raw} samples could not be written as samples; their bytes are in the events rec.raw</source>
   <translation>{n_raw} Messwerte ließen sich nicht als solche schreiben; ihre Bytes stehen in den Ereignissen rec.raw</translation>
  </message>
  <message>
   <source>{n_same} streams with this name, type and source id are there at once: liblsl cannot tell them apart. Stop one of them</source>
   <translation>{n_same} Streams mit diesem Namen, Typ und dieser Quellkennung sind zugleich da: liblsl kann sie nicht unterscheiden. Beenden Sie einen davon</translation>
  </message>
  <message>
   <source>{n_sensors} sensors, all there were, ended {time} before the recording did</source>
   <translation>{n_sensors} Sensoren, und das waren alle, endeten {time} vor der Aufzeichnung</translation>
  </message>
  <message>
   <source>{n_sent_lost} samples were lost on the way, by its sender's own count</source>
   <translation>{n_sent_lost} Werte gingen unterwegs verloren, wie der Sender selbst zählt</translation>
  </message>
  <message>
   <source>{n_waiting} lines of the journal could not be written: {trouble} The recording has a copy of them.</source>
   <translation>{n_waiting} Zeilen des Journals konnten nicht geschrieben werden: {trouble} Die Aufzeichnung hat eine Kopie.</translation>
  </message>
  <message>
   <source>{n_zero_lost} texts stamped 0.0 were lost by LSL</source>
   <translation>{n_zero_lost} Texte mit Zeitstempel 0.0 gingen in LSL verloren</translation>
  </message>
  <message>
   <source>{n_zero_stamps} samples are stamped 0.0</source>
   <translation>{n_zero_stamps} Werte haben den Zeitstempel 0.0</translation>
  </message>
  <message>
   <source>{name!r} came back as another stream ({changed}). It is recorded, but not used. Give it back its settings, or start the session again under the same id: the recording continues.</source>
   <translation>{name!r} kam als anderer Stream wieder ({changed}). Er wird aufgezeichnet, aber nicht verwendet. Stellen Sie ihn wieder ein wie zuvor, oder starten Sie die Sitzung unter derselben Kennung neu: Die Aufzeichnung geht weiter.</translation>
  </message>
  <message>
   <source>{name!r} came back, but does not say what it is. Its samples are recorded, but not used until you use it again.</source>
   <translation>{name!r} kam wieder, sagt aber nicht, was er ist. Seine Messwerte werden aufgezeichnet, aber erst verwendet, wenn Sie ihn wieder verwenden.</translation>
  </message>
  <message>
   <source>{name!r} cannot be an event id.</source>
   <translation>{name!r} kann keine Ereigniskennung sein.</translation>
  </message>
  <message>
   <source>{name!r} does not give {n} channels at 16 kHz.</source>
   <translation>{name!r} liefert nicht {n} Kanäle mit 16 kHz.</translation>
  </message>
  <message>
   <source>{name!r} has ended, and the other stream of that name continues. Start its program again, with a source id of its own.</source>
   <translation>{name!r} ist zu Ende, und der andere Stream dieses Namens läuft weiter. Starten Sie sein Programm erneut, mit einer eigenen Quellkennung.</translation>
  </message>
  <message>
   <source>{name!r} has {nominal_rate:g} samples per second; {least_hz:g} are needed.</source>
   <translation>{name!r} hat {nominal_rate:g} Messwerte pro Sekunde; nötig sind {least_hz:g}.</translation>
  </message>
  <message>
   <source>{name!r} in {key} is not declared.</source>
   <translation>{name!r} in {key} ist nicht angegeben.</translation>
  </message>
  <message>
   <source>{name!r} is gone: nothing was changed.</source>
   <translation>{name!r} ist nicht mehr da: Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{name!r} is not a Polar measurement.</source>
   <translation>{name!r} ist keine Polar-Messung.</translation>
  </message>
  <message>
   <source>{name!r} is not an accelerometer, as far as its header says.</source>
   <translation>{name!r} ist nach seinem Kopf kein Beschleunigungssensor.</translation>
  </message>
  <message>
   <source>{name!r} is not used again: {why}.</source>
   <translation>{name!r} wird nicht wieder verwendet: {why}.</translation>
  </message>
  <message>
   <source>{name!r} is nothing that a question can follow.</source>
   <translation>Auf {name!r} kann keine Frage folgen.</translation>
  </message>
  <message>
   <source>{name!r} is the name of another column.</source>
   <translation>{name!r} heißt schon eine andere Spalte.</translation>
  </message>
  <message>
   <source>{name!r} is turned over from here on; earlier breathing and RSA are not used.</source>
   <translation>{name!r} wird von hier an umgedreht; Atmung und RSA von davor werden nicht verwendet.</translation>
  </message>
  <message>
   <source>{name!r} is turned over from here on; its beats are searched for again.</source>
   <translation>{name!r} wird von hier an umgedreht; seine Herzschläge werden neu gesucht.</translation>
  </message>
  <message>
   <source>{name!r} is used again, with a gap.</source>
   <translation>{name!r} wird wieder verwendet, mit einer Lücke.</translation>
  </message>
  <message>
   <source>{name!r} on {host}, {channels} x {format}, {rate}: {roles}</source>
   <translation>{name!r} auf {host}, {channels} x {format}, {rate}: {roles}</translation>
  </message>
  <message>
   <source>{name!r} sends a heart rate, not intervals: it is recorded, but not used.</source>
   <translation>{name!r} sendet eine Herzfrequenz, keine Intervalle: Der Stream wird aufgezeichnet, aber nicht verwendet.</translation>
  </message>
  <message>
   <source>{name!r} sends markers that look like safehold's ({word}). They are recorded and shown, and control nothing. If this program is to start and end phases, write conduct = "{name}" into study.toml.</source>
   <translation>{name!r} sendet Marker, die wie die von safehold aussehen ({word}). Sie werden aufgezeichnet und gezeigt und steuern nichts. Soll dieses Programm Phasen beginnen und beenden, gehört conduct = "{name}" in die study.toml.</translation>
  </message>
  <message>
   <source>{name!r} sent {word}, but nothing of that kind was open. It is recorded as a marker; nothing was ended.</source>
   <translation>{name!r} hat {word} gesendet, aber nichts davon war offen. Es ist als Marker aufgezeichnet; nichts wurde beendet.</translation>
  </message>
  <message>
   <source>{name!r} sent {word}, which says neither start nor stop. It is recorded as a marker; no phase was started. Send {word}_start.</source>
   <translation>{name!r} hat {word} gesendet, was weder Beginn noch Ende sagt. Es ist als Marker aufgezeichnet; keine Phase hat begonnen. Zu senden ist {word}_start.</translation>
  </message>
  <message>
   <source>{name!r} sent {word}; that was ended by hand at {time}, and stays so.</source>
   <translation>{name!r} hat {word} gesendet; das wurde um {time} von Hand beendet, und dabei bleibt es.</translation>
  </message>
  <message>
   <source>{name} (no IPv4 address)</source>
   <translation>{name} (keine IPv4-Adresse)</translation>
  </message>
  <message>
   <source>{name} (stream {stream_id})</source>
   <translation>{name} (Stream {stream_id})</translation>
  </message>
  <message>
   <source>{name} = {share:g} is not from 0 to below 1.</source>
   <translation>{name} = {share:g} liegt nicht zwischen 0 und unter 1.</translation>
  </message>
  <message>
   <source>{name} = {value!r} is not {kind}.</source>
   <translation>{name} = {value!r} ist nicht {kind}.</translation>
  </message>
  <message>
   <source>{name} asked to {what} the recording, but {why}.</source>
   <translation>{name} wollte die Aufzeichnung steuern ({what}), aber {why}.</translation>
  </message>
  <message>
   <source>{name} beats</source>
   <translation>{name}: Herzschläge</translation>
  </message>
  <message>
   <source>{name} came after the last link of the chain</source>
   <translation>{name} kam nach dem letzten Glied der Kette hinzu</translation>
  </message>
  <message>
   <source>{name} cannot be read: {why}.</source>
   <translation>{name} lässt sich nicht lesen: {why}.</translation>
  </message>
  <message>
   <source>{name} cannot be recorded as it should be: {why}. All other streams are recorded.</source>
   <translation>{name} kann nicht so aufgezeichnet werden, wie es sollte: {why}. Alle anderen Streams werden aufgezeichnet.</translation>
  </message>
  <message>
   <source>{name} clock</source>
   <translation>{name}: Uhr</translation>
  </message>
  <message>
   <source>{name} delivered {got} of {whole}</source>
   <translation>{name} lieferte {got} von {whole}</translation>
  </message>
  <message>
   <source>{name} did not end properly and cannot be repaired: {error}</source>
   <translation>{name} endete nicht ordnungsgemäß und lässt sich nicht reparieren: {error}</translation>
  </message>
  <message>
   <source>{name} did not end properly. {copy} holds everything that is intact: {total} samples of {n_samples} streams, {minutes:.0f} min {seconds:.1f} s. The original is unchanged.</source>
   <translation>{name} wurde nicht ordentlich beendet. {copy} enthält alles, was heil ist: {total} Werte von {n_samples} Streams, {minutes:.0f} min {seconds:.1f} s. Das Original ist unverändert.</translation>
  </message>
  <message>
   <source>{name} does no multicast</source>
   <translation>{name} kann kein Multicast</translation>
  </message>
  <message>
   <source>{name} does not fit into the memory of this computer.</source>
   <translation>{name} passt nicht in den Arbeitsspeicher dieses Computers.</translation>
  </message>
  <message>
   <source>{name} does not say when its samples were taken. Say it below.</source>
   <translation>{name} sagt nicht, wann die Messwerte aufgenommen wurden. Geben Sie es unten an.</translation>
  </message>
  <message>
   <source>{name} ends {n} bytes too early. {why}</source>
   <translation>{name} endet {n} Bytes zu früh. {why}</translation>
  </message>
  <message>
   <source>{name} has grown since the last link of the chain</source>
   <translation>{name} ist seit dem letzten Glied der Kette gewachsen</translation>
  </message>
  <message>
   <source>{name} has no address from a router ({address})</source>
   <translation>{name} hat keine Adresse von einem Router ({address})</translation>
  </message>
  <message>
   <source>{name} has no canonical JSON</source>
   <translation>{name} lässt sich nicht als JSON schreiben</translation>
  </message>
  <message>
   <source>{name} has no field {unknown!r}</source>
   <translation>{name} hat kein Feld {unknown!r}</translation>
  </message>
  <message>
   <source>{name} holds no event.</source>
   <translation>{name} enthält kein Ereignis.</translation>
  </message>
  <message>
   <source>{name} holds nothing of the recording.</source>
   <translation>{name} enthält nichts von der Aufzeichnung.</translation>
  </message>
  <message>
   <source>{name} is a folder, and none that is one recording.</source>
   <translation>{name} ist ein Ordner, aber keiner, der eine Aufzeichnung ist.</translation>
  </message>
  <message>
   <source>{name} is cut off: {n} annotations are there.</source>
   <translation>{name} ist abgeschnitten: {n} Annotationen sind da.</translation>
  </message>
  <message>
   <source>{name} is damaged ({why})</source>
   <translation>{name} ist beschädigt ({why})</translation>
  </message>
  <message>
   <source>{name} is empty</source>
   <translation>{name} ist leer</translation>
  </message>
  <message>
   <source>{name} is empty.</source>
   <translation>{name} ist leer.</translation>
  </message>
  <message>
   <source>{name} is in the AHA format, whose times are milliseconds in some files and samples in others; it was left out. Write it again in the MIT format ('rdann' and 'wrann', or 'a2m', of the WFDB package).</source>
   <translation>{name} ist im AHA-Format, dessen Zeiten in manchen Dateien Millisekunden und in anderen Messwerte sind; die Datei wurde weggelassen. Schreiben Sie sie noch einmal im MIT-Format („rdann“ und „wrann“ oder „a2m“ des WFDB-Pakets).</translation>
  </message>
  <message>
   <source>{name} is intact; nothing to repair.</source>
   <translation>{name} ist vollständig; es gibt nichts zu reparieren.</translation>
  </message>
  <message>
   <source>{name} is missing</source>
   <translation>{name} fehlt</translation>
  </message>
  <message>
   <source>{name} is missing; the chain covers it</source>
   <translation>{name} fehlt; die Kette umfasst es</translation>
  </message>
  <message>
   <source>{name} is missing; there is a receipt of it</source>
   <translation>{name} fehlt; es gibt eine Quittung darüber</translation>
  </message>
  <message>
   <source>{name} is no recording but {kind}.</source>
   <translation>{name} ist keine Aufzeichnung, sondern: {kind}.</translation>
  </message>
  <message>
   <source>{name} is not an XDF file: it begins with {start!r}.</source>
   <translation>{name} ist keine XDF-Datei: sie beginnt mit {start!r}.</translation>
  </message>
  <message>
   <source>{name} is not used: the person has {other} for the same.</source>
   <translation>{name} wird nicht verwendet: Die Person hat dafür {other}.</translation>
  </message>
  <message>
   <source>{name} is not used: {why}.</source>
   <translation>{name} wird nicht verwendet: {why}.</translation>
  </message>
  <message>
   <source>{name} is not what it was: a line was changed or removed</source>
   <translation>{name} ist nicht, was es war: Eine Zeile wurde geändert oder entfernt</translation>
  </message>
  <message>
   <source>{name} is not what was recorded</source>
   <translation>{name} ist nicht, was aufgezeichnet wurde</translation>
  </message>
  <message>
   <source>{name} is of no kind that is known.</source>
   <translation>{name} ist von keiner bekannten Art.</translation>
  </message>
  <message>
   <source>{name} is the same for everybody.</source>
   <translation>{name} ist für alle gleich.</translation>
  </message>
  <message>
   <source>{name} polarity</source>
   <translation>{name} Polung</translation>
  </message>
  <message>
   <source>{name} rate</source>
   <translation>{name}: Rate</translation>
  </message>
  <message>
   <source>{name} signal</source>
   <translation>{name}: Signal</translation>
  </message>
  <message>
   <source>{name} stamps with {looks}. Its events are placed by it; the recording keeps the stamps as they came.</source>
   <translation>{name} stempelt mit {looks}. Die Ereignisse werden danach eingeordnet; die Aufzeichnung behält die Zeitstempel, wie sie kamen.</translation>
  </message>
  <message>
   <source>{name} stamps with {looks}. Its events are placed by their arrival and marked in the events table, with their stamps.</source>
   <translation>{name} stempelt mit {looks}. Die Ereignisse werden nach ihrer Ankunft eingeordnet und in der Ereignistabelle gekennzeichnet, mit ihren Zeitstempeln.</translation>
  </message>
  <message>
   <source>{name} unit</source>
   <translation>{name}: Einheit</translation>
  </message>
  <message>
   <source>{name} was left out: its length is not that of the others.</source>
   <translation>{name} wurde ausgelassen: Die Länge ist nicht die der anderen.</translation>
  </message>
  <message>
   <source>{name} was left out: its unit is not the same in all blocks.</source>
   <translation>{name} wurde weggelassen: Die Einheit ist nicht in allen Blöcken dieselbe.</translation>
  </message>
  <message>
   <source>{name} {address} (down)</source>
   <translation>{name} {address} (aus)</translation>
  </message>
  <message>
   <source>{name}, line {seq}, {kind}: {error}</source>
   <translation>{name}, Zeile {seq}, {kind}: {error}</translation>
  </message>
  <message>
   <source>{name}, line {seq}: {error}</source>
   <translation>{name}, Zeile {seq}: {error}</translation>
  </message>
  <message>
   <source>{name}, line {seq}: {kind!r} is not understood ({why})</source>
   <translation>{name}, Zeile {seq}: {kind!r} ist nicht zu verstehen ({why})</translation>
  </message>
  <message>
   <source>{name}, stream {stream_id}: {key} is {other!r}; the receipt says {value!r}</source>
   <translation>{name}, Stream {stream_id}: {key} ist {other!r}; die Quittung sagt {value!r}</translation>
  </message>
  <message>
   <source>{name}.csv was left out: {error}.</source>
   <translation>{name}.csv wurde ausgelassen: {error}.</translation>
  </message>
  <message>
   <source>{name}: before a participant withdrew it was not what its receipt said</source>
   <translation>{name}: schon vor dem Widerruf einer Teilnahme war die Datei nicht, was ihre Quittung sagte</translation>
  </message>
  <message>
   <source>{name}: its annotations cannot be read ({error}).</source>
   <translation>{name}: Die Annotationen sind nicht lesbar ({error}).</translation>
  </message>
  <message>
   <source>{name}: its limits in the header give no scale; it was left out.</source>
   <translation>{name}: Die Grenzen im Kopf der Datei ergeben keine Skala; der Kanal wurde ausgelassen.</translation>
  </message>
  <message>
   <source>{name}: its RR intervals are stamped {lag_s:+.2f} s after their beats in the ECG (spread {spread_s:.2f} s, {n} intervals). Beat times are the ECG's; the strap is recorded as it came.</source>
   <translation>{name}: Seine RR-Intervalle sind {lag_s:+.2f} s nach ihren Schlägen im EKG gestempelt (Streuung {spread_s:.2f} s, {n} Intervalle). Die Schlagzeiten sind die des EKG; der Gurt wird aufgezeichnet, wie er kam.</translation>
  </message>
  <message>
   <source>{name}: its times are not all numbers, or run backwards</source>
   <translation>{name}: Die Zeiten sind nicht alle Zahlen oder laufen rückwärts</translation>
  </message>
  <message>
   <source>{name}: its triggers cannot be read ({error}).</source>
   <translation>{name}: Die Trigger sind nicht lesbar ({error}).</translation>
  </message>
  <message>
   <source>{name}: no clock offset; its times hold on its own clock only</source>
   <translation>{name}: kein Uhrenversatz; die Zeiten gelten nur auf der eigenen Uhr</translation>
  </message>
  <message>
   <source>{name}: no receipt: the recorder did not end properly</source>
   <translation>{name}: keine Quittung: der Rekorder endete nicht ordentlich</translation>
  </message>
  <message>
   <source>{name}: no sample came</source>
   <translation>{name}: es kam kein Wert</translation>
  </message>
  <message>
   <source>{name}: no sample came.</source>
   <translation>{name}: Es kam kein Messwert.</translation>
  </message>
  <message>
   <source>{name}: not float64</source>
   <translation>{name}: nicht float64</translation>
  </message>
  <message>
   <source>{name}: nothing says when its samples were taken.</source>
   <translation>{name}: Nichts sagt, wann die Messwerte aufgenommen wurden.</translation>
  </message>
  <message>
   <source>{name}: other samples than promised, of a damaged file</source>
   <translation>{name}: andere Messwerte als angekündigt, bei einer beschädigten Datei</translation>
  </message>
  <message>
   <source>{name}: resets of its clock: {n}; each stretch between has its own times.</source>
   <translation>{name}: neu gestellte Uhr: {n}-mal; dazwischen hat jeder Abschnitt seine eigenen Zeiten.</translation>
  </message>
  <message>
   <source>{name}: some samples stand behind later ones; they are in their places.</source>
   <translation>{name}: Einige Messwerte stehen hinter späteren; sie sind an ihrem Platz.</translation>
  </message>
  <message>
   <source>{name}: streams {streams}; the receipt says {listed}</source>
   <translation>{name}: Streams {streams}; die Quittung sagt {listed}</translation>
  </message>
  <message>
   <source>{name}: take {take} does not say who rated what: it is not used</source>
   <translation>{name}: Durchgang {take} sagt nicht, wer was eingeschätzt hat: Er wird nicht verwendet</translation>
  </message>
  <message>
   <source>{name}: the file holds no clock offset of it; it may be shifted against the others.</source>
   <translation>{name}: Die Datei enthält keinen Uhrenversatz dazu; der Stream kann gegen die anderen verschoben sein.</translation>
  </message>
  <message>
   <source>{name}: up to {max_offset_step_s:.0f} s without a clock offset</source>
   <translation>{name}: bis zu {max_offset_step_s:.0f} s ohne Uhrenversatz</translation>
  </message>
  <message>
   <source>{name}: {key} is {found!r}; the receipt says {receipt!r}</source>
   <translation>{name}: {key} ist {found!r}; die Quittung sagt {receipt!r}</translation>
  </message>
  <message>
   <source>{name}: {n_damaged_bytes} damaged bytes were left out when a participant withdrew</source>
   <translation>{name}: {n_damaged_bytes} beschädigte Bytes wurden beim Widerruf einer Teilnahme weggelassen</translation>
  </message>
  <message>
   <source>{name}: {n} samples are promised, {m} are there</source>
   <translation>{name}: {n} Messwerte sind angekündigt, {m} sind da</translation>
  </message>
  <message>
   <source>{name}: {n} samples are stamped by another clock than {other}; they were left out.</source>
   <translation>{name}: {n} Messwerte tragen Zeitstempel einer anderen Uhr als {other}; sie wurden ausgelassen.</translation>
  </message>
  <message>
   <source>{name}: {n} samples without a usable time were left out.</source>
   <translation>{name}: {n} Messwerte ohne brauchbare Zeit wurden ausgelassen.</translation>
  </message>
  <message>
   <source>{name}: {n} values cannot be right (not finite, or beyond 1e100); the channel was left out.</source>
   <translation>{name}: {n} Werte können nicht stimmen (nicht endlich oder größer als 1e100); der Kanal wurde ausgelassen.</translation>
  </message>
  <message>
   <source>{name}: {rate:g} Hz are stated, its steps are {step:g} s</source>
   <translation>{name}: Angegeben sind {rate:g} Hz, die Abstände sind {step:g} s</translation>
  </message>
  <message>
   <source>{name}: {time} missing: {where}</source>
   <translation>{name}: {time} fehlen: {where}</translation>
  </message>
  <message>
   <source>{nominal_rate:g} Hz</source>
   <translation>{nominal_rate:g} Hz</translation>
  </message>
  <message>
   <source>{now:.0f} s, runs as it should</source>
   <translation>{now:.0f} s, läuft wie sie soll</translation>
  </message>
  <message>
   <source>{n} beats were annotated in the file. They are kept as {name!r} and used for nothing, unless you say that they are RR intervals.</source>
   <translation>{n} Herzschläge sind in der Datei annotiert. Sie bleiben als {name!r} erhalten und werden für nichts verwendet, solange Sie nicht sagen, dass sie RR-Intervalle sind.</translation>
  </message>
  <message>
   <source>{n} blocks begin before the one before them ends; they follow it.</source>
   <translation>{n} Blöcke beginnen, bevor der vorige endet; sie folgen auf ihn.</translation>
  </message>
  <message>
   <source>{n} breaths do not tell which way up it is</source>
   <translation>{n} Atemzüge sagen nicht, wie herum er sitzt</translation>
  </message>
  <message>
   <source>{n} breaths say that it is the right way up</source>
   <translation>nach {n} Atemzügen sitzt er richtig herum</translation>
  </message>
  <message>
   <source>{n} breaths say that it is upside down</source>
   <translation>nach {n} Atemzügen sitzt er verkehrt herum</translation>
  </message>
  <message>
   <source>{n} codes are others than locked: {names}</source>
   <translation>{n} Codes sind andere als festgelegt: {names}</translation>
  </message>
  <message>
   <source>{n} events lie outside the recorded time: their stamps cannot be interpreted, or were sent that way. They are in the events table and nowhere else.</source>
   <translation>{n} Ereignisse liegen außerhalb der aufgezeichneten Zeit: Ihre Zeitstempel sind nicht zu deuten oder wurden so gesendet. Sie stehen in der Ereignistabelle und sonst nirgends.</translation>
  </message>
  <message>
   <source>{n} files, but --person is given {m} times.</source>
   <translation>{n} Dateien, aber --person steht {m}-mal da.</translation>
  </message>
  <message>
   <source>{n} interruptions: the samples stand at their own times, with gaps between.</source>
   <translation>{n} Unterbrechungen: Die Messwerte stehen zu ihren eigenen Zeiten, mit Lücken dazwischen.</translation>
  </message>
  <message>
   <source>{n} markers lie outside the recording; they were left out.</source>
   <translation>{n} Marker liegen außerhalb der Aufzeichnung; sie wurden ausgelassen.</translation>
  </message>
  <message>
   <source>{n} networks at once: {names}</source>
   <translation>{n} Netze zugleich: {names}</translation>
  </message>
  <message>
   <source>{n} of {least} breaths seen to tell which way up it is</source>
   <translation>{n} von {least} Atemzügen gesehen, um zu sagen, wie herum er sitzt</translation>
  </message>
  <message>
   <source>{n} of {min_streams} LSL streams answered in {wait_s:g} s (wanted: {wanted}).</source>
   <translation>{n} von {min_streams} LSL-Streams antworteten in {wait_s:g} s (gesucht: {wanted}).</translation>
  </message>
  <message>
   <source>{n} of {n_samples} samples of {stream} are stamped outside the time in which they were recorded: their sender's clock jumped or is unknown. They are left out here; the recording has them.</source>
   <translation>{n} von {n_samples} Messwerten von {stream} sind außerhalb der Zeit gestempelt, in der sie aufgezeichnet wurden: Die Uhr des Senders ist gesprungen oder nicht zu deuten. Hier fehlen sie; die Aufzeichnung hat sie.</translation>
  </message>
  <message>
   <source>{n} rows hold no interval; the time that they took is not known.</source>
   <translation>{n} Zeilen enthalten kein Intervall; wie lange es dauerte, ist nicht bekannt.</translation>
  </message>
  <message>
   <source>{n} rows without a time were left out.</source>
   <translation>{n} Zeilen ohne Zeit wurden ausgelassen.</translation>
  </message>
  <message>
   <source>{n} samples are missing in {m} places, by the device's own count; they are gaps.</source>
   <translation>Nach der Zählung des Geräts fehlen {n} Messwerte an {m} Stellen; dort sind Lücken.</translation>
  </message>
  <message>
   <source>{n} samples of {name!r} could not be read ({why}); they are recorded.</source>
   <translation>{n} Werte von {name!r} konnten nicht übernommen werden ({why}); sie sind aufgezeichnet.</translation>
  </message>
  <message>
   <source>{n} samples of {name!r} were not processed live (they are recorded).</source>
   <translation>{n} Messwerte von {name!r} wurden nicht live verarbeitet (sie sind aufgezeichnet).</translation>
  </message>
  <message>
   <source>{n} streams that safehold itself wrote were left out.</source>
   <translation>{n} Streams, die safehold selbst geschrieben hat, wurden ausgelassen.</translation>
  </message>
  <message>
   <source>{n} surrogates: give 19 to 99999.</source>
   <translation>{n} Surrogate: bitte 19 bis 99999 angeben.</translation>
  </message>
  <message>
   <source>{n} times are the same as the one before.</source>
   <translation>{n} Zeiten sind gleich der vorigen.</translation>
  </message>
  <message>
   <source>{others} also brings a package {room!r} and may have overwritten files of safehold's</source>
   <translation>{others} bringt auch ein Paket {room!r} mit und hat vielleicht Dateien von safehold überschrieben</translation>
  </message>
  <message>
   <source>{parent} may not be written. Nothing was changed.</source>
   <translation>In {parent} darf nicht geschrieben werden. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{part!r} is not time=COLUMN, rate=NUMBER or start=NUMBER</source>
   <translation>{part!r} ist nicht time=SPALTE, rate=ZAHL oder start=ZAHL</translation>
  </message>
  <message>
   <source>{path} cannot be made: {root} is a file, not a folder.</source>
   <translation>{path} kann nicht angelegt werden: {root} ist eine Datei, kein Ordner.</translation>
  </message>
  <message>
   <source>{path} cannot be made: {why}.</source>
   <translation>{path} kann nicht angelegt werden: {why}.</translation>
  </message>
  <message>
   <source>{path} cannot be opened: {why}.</source>
   <translation>{path} lässt sich nicht öffnen: {why}.</translation>
  </message>
  <message>
   <source>{path} cannot be read: {error}</source>
   <translation>{path} ist nicht lesbar: {error}</translation>
  </message>
  <message>
   <source>{path} cannot be read: {error}.</source>
   <translation>{path} ist nicht lesbar: {error}.</translation>
  </message>
  <message>
   <source>{path} cannot be read: {why}.</source>
   <translation>{path} ist nicht lesbar: {why}.</translation>
  </message>
  <message>
   <source>{path} cannot be written: {why}.</source>
   <translation>{path} lässt sich nicht schreiben: {why}.</translation>
  </message>
  <message>
   <source>{path} cannot hold {text!r} in its encoding.</source>
   <translation>{path} kann {text!r} in seiner Zeichenkodierung nicht aufnehmen.</translation>
  </message>
  <message>
   <source>{path} cannot take this value and stay as it is.</source>
   <translation>{path} kann diesen Wert nicht aufnehmen und sonst bleiben, wie es ist.</translation>
  </message>
  <message>
   <source>{path} changed while the study was looked through. Nothing was changed.</source>
   <translation>{path} hat sich geändert, während die Studie durchsucht wurde. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{path} does not say by how many weeks dates are shifted.</source>
   <translation>{path} sagt nicht, um wie viele Wochen Daten verschoben werden.</translation>
  </message>
  <message>
   <source>{path} does not say whose and which session its values are.</source>
   <translation>{path} sagt nicht, von wem und aus welcher Sitzung die Werte sind.</translation>
  </message>
  <message>
   <source>{path} does not say whose its rows are.</source>
   <translation>{path} sagt nicht, von wem die Zeilen sind.</translation>
  </message>
  <message>
   <source>{path} exists already; a lock is not made again.</source>
   <translation>{path} gibt es schon; eine Festlegung wird nicht noch einmal gemacht.</translation>
  </message>
  <message>
   <source>{path} exists already; a recording is never overwritten.</source>
   <translation>{path} gibt es schon; eine Aufzeichnung wird nie überschrieben.</translation>
  </message>
  <message>
   <source>{path} exists already; a session is never overwritten.</source>
   <translation>{path} gibt es schon; eine Sitzung wird nie überschrieben.</translation>
  </message>
  <message>
   <source>{path} exists already; it is not overwritten.</source>
   <translation>{path} gibt es schon; die Datei wird nicht überschrieben.</translation>
  </message>
  <message>
   <source>{path} holds no recording.</source>
   <translation>{path} enthält keine Aufzeichnung.</translation>
  </message>
  <message>
   <source>{path} holds no stream of a sensor.</source>
   <translation>{path} enthält keinen Stream eines Sensors.</translation>
  </message>
  <message>
   <source>{path} is a file, not a session folder.</source>
   <translation>{path} ist eine Datei, kein Sitzungsordner.</translation>
  </message>
  <message>
   <source>{path} is being recorded.</source>
   <translation>{path} wird gerade aufgezeichnet.</translation>
  </message>
  <message>
   <source>{path} is not a file of this study folder.</source>
   <translation>{path} ist keine Datei dieses Studienordners.</translation>
  </message>
  <message>
   <source>{path} is not beside this session.</source>
   <translation>{path} ist dieser Sitzung nicht zugeordnet.</translation>
  </message>
  <message>
   <source>{path} is not JSON: {why}.</source>
   <translation>{path} ist kein JSON: {why}.</translation>
  </message>
  <message>
   <source>{path} is not read as codes: {error}.</source>
   <translation>{path} ist nicht als Codes zu lesen: {error}.</translation>
  </message>
  <message>
   <source>{path} is not what was locked.</source>
   <translation>{path} ist nicht mehr, was festgelegt wurde.</translation>
  </message>
  <message>
   <source>{path} is there, but --network loopback does not use it</source>
   <translation>{path} ist da, aber --network loopback verwendet es nicht</translation>
  </message>
  <message>
   <source>{path} may hold [[stream]] entries only.</source>
   <translation>{path} darf nur Einträge [[stream]] enthalten.</translation>
  </message>
  <message>
   <source>{path} was changed by somebody else meanwhile.</source>
   <translation>{path} wurde inzwischen von jemand anderem geändert.</translation>
  </message>
  <message>
   <source>{path} was closed before the disk confirmed its end.</source>
   <translation>{path} wurde geschlossen, bevor der Datenträger das Ende bestätigt hat.</translation>
  </message>
  <message>
   <source>{path} was recorded without the live engine, and none of its streams can be told to be a heart or breathing: {names}.</source>
   <translation>{path} wurde ohne Live-Berechnung aufgezeichnet, und keiner der Streams ist als Herz oder Atmung zu erkennen: {names}.</translation>
  </message>
  <message>
   <source>{path} would hold the name of {kind}; nothing was exported.</source>
   <translation>{path} enthielte einen Namen: {kind}. Nichts wurde exportiert.</translation>
  </message>
  <message>
   <source>{path}, line 1: {why}.</source>
   <translation>{path}, Zeile 1: {why}.</translation>
  </message>
  <message>
   <source>{path}, line {line}, {name}: {cell!r} is no value that can be used.</source>
   <translation>{path}, Zeile {line}, {name}: {cell!r} ist kein brauchbarer Wert.</translation>
  </message>
  <message>
   <source>{path}, line {line}: this names no session.</source>
   <translation>{path}, Zeile {line}: Hier steht keine Sitzung.</translation>
  </message>
  <message>
   <source>{path}, {what}: the key {error} is missing.</source>
   <translation>{path}, {what}: der Schlüssel {error} fehlt.</translation>
  </message>
  <message>
   <source>{path}: {who} stands there twice.</source>
   <translation>{path}: {who} steht dort zweimal.</translation>
  </message>
  <message>
   <source>{person!r} is not in the session.</source>
   <translation>{person!r} ist nicht in der Sitzung.</translation>
  </message>
  <message>
   <source>{person!r} takes no part in this study.</source>
   <translation>{person!r} nimmt an dieser Studie nicht teil.</translation>
  </message>
  <message>
   <source>{person} has neither heart nor respiration here: no parameters to change.</source>
   <translation>{person} hat hier weder Herz noch Atmung: keine Parameter zu ändern.</translation>
  </message>
  <message>
   <source>{person}: beats come from different sensors ({sources}): intervals of a pulse wave are not those of an ECG</source>
   <translation>{person}: Herzschläge stammen von verschiedenen Sensoren ({sources}): Intervalle einer Pulswelle sind nicht die eines EKG</translation>
  </message>
  <message>
   <source>{person}: heart</source>
   <translation>{person}: Herz</translation>
  </message>
  <message>
   <source>{person}: no baseline, so no zones and no process measures</source>
   <translation>{person}: keine Ruhemessung, daher keine Zonen und keine Prozessmaße</translation>
  </message>
  <message>
   <source>{person}: no heart or breathing was recorded</source>
   <translation>{person}: weder Herz noch Atmung wurde aufgezeichnet</translation>
  </message>
  <message>
   <source>{person}: respiration</source>
   <translation>{person}: Atmung</translation>
  </message>
  <message>
   <source>{person}: the baseline is provisional ({why})</source>
   <translation>{person}: Die Ruhemessung ist vorläufig ({why})</translation>
  </message>
  <message>
   <source>{person}: the baseline looks too high</source>
   <translation>{person}: Die Ruhemessung scheint zu hoch</translation>
  </message>
  <message>
   <source>{person}: the baseline looks too low</source>
   <translation>{person}: Die Ruhemessung scheint zu niedrig</translation>
  </message>
  <message>
   <source>{person}: {index} is valid in {share:.0f} % of the session ({why})</source>
   <translation>{person}: {index} ist in {share:.0f} % der Sitzung gültig ({why})</translation>
  </message>
  <message>
   <source>{person}: {n} stretches of doubtful beats that nobody has looked at cost {lost} s of vagal values</source>
   <translation>{person}: {n} Abschnitte mit zweifelhaften Herzschlägen, die niemand angesehen hat, kosten {lost} s vagaler Werte</translation>
  </message>
  <message>
   <source>{rate:.1f} Hz by its stamps; its program states none</source>
   <translation>{rate:.1f} Hz nach den Zeitstempeln; sein Programm gibt keine an</translation>
  </message>
  <message>
   <source>{rate:.2f} Hz, {nominal:g} Hz are stated</source>
   <translation>{rate:.2f} Hz, angegeben sind {nominal:g} Hz</translation>
  </message>
  <message>
   <source>{rate:g} breaths per minute cannot be paced.</source>
   <translation>{rate:g} Atemzüge pro Minute können nicht vorgegeben werden.</translation>
  </message>
  <message>
   <source>{rate:g} samples a second are too few; {least:g} are needed</source>
   <translation>{rate:g} Messwerte je Sekunde sind zu wenig; nötig sind {least:g}</translation>
  </message>
  <message>
   <source>{reached:.1f} s  all faults ended</source>
   <translation>{reached:.1f} s  alle Störungen beendet</translation>
  </message>
  <message>
   <source>{reached:.1f} s  begins: {fault}</source>
   <translation>{reached:.1f} s  beginnt: {fault}</translation>
  </message>
  <message>
   <source>{reached:.1f} s  ends: {person}-{signal}:{kind}</source>
   <translation>{reached:.1f} s  endet: {person}-{signal}:{kind}</translation>
  </message>
  <message>
   <source>{reason} Next attempt in {pause:g} s.</source>
   <translation>{reason} Nächster Versuch in {pause:g} s.</translation>
  </message>
  <message>
   <source>{recording_path} exists already; a recording is never overwritten.</source>
   <translation>{recording_path} gibt es schon; eine Aufzeichnung wird nie überschrieben.</translation>
  </message>
  <message>
   <source>{remedy} What is in the file is intact and can be read.</source>
   <translation>{remedy} Was in der Datei steht, ist heil und lesbar.</translation>
  </message>
  <message>
   <source>{rest}, not from {former}</source>
   <translation>{rest}, nicht aus {former}</translation>
  </message>
  <message>
   <source>{role} in {unit}</source>
   <translation>{role} in {unit}</translation>
  </message>
  <message>
   <source>{scale!r} was not rated continuously by two.</source>
   <translation>{scale!r} wurde nicht von zweien fortlaufend eingeschätzt.</translation>
  </message>
  <message>
   <source>{seconds:.1f} s</source>
   <translation>{seconds:.1f} s</translation>
  </message>
  <message>
   <source>{seconds:.2f} s of samples are missing.</source>
   <translation>{seconds:.2f} s an Messwerten fehlen.</translation>
  </message>
  <message>
   <source>{seconds:g} s with {settling:g} s of settling are too short.</source>
   <translation>{seconds:g} s mit {settling:g} s Beruhigung sind zu kurz.</translation>
  </message>
  <message>
   <source>{sensor} is there</source>
   <translation>{sensor} ist da</translation>
  </message>
  <message>
   <source>{session_id!r} cannot be a session id.</source>
   <translation>{session_id!r} kann keine Sitzungskennung sein.</translation>
  </message>
  <message>
   <source>{session_id} is not what was recorded: {changed}.</source>
   <translation>{session_id} ist nicht, was aufgezeichnet wurde: {changed}.</translation>
  </message>
  <message>
   <source>{session_id} was blind: no map is shown.</source>
   <translation>{session_id} war blind: Es wird keine Karte gezeigt.</translation>
  </message>
  <message>
   <source>{settings}.{name} = {value!r} is out of range.</source>
   <translation>{settings}.{name} = {value!r} liegt außerhalb des Bereichs.</translation>
  </message>
  <message>
   <source>{settings}.{name} = {value!r} is unknown.</source>
   <translation>{settings}.{name} = {value!r} ist unbekannt.</translation>
  </message>
  <message>
   <source>{share} % beyond the edge, drawn on it</source>
   <translation>{share} % jenseits des Rands, auf ihm gezeichnet</translation>
  </message>
  <message>
   <source>{short} is not a list</source>
   <translation>{short} ist keine Liste</translation>
  </message>
  <message>
   <source>{short} is not a table of keys</source>
   <translation>{short} ist keine Tabelle von Schlüsseln</translation>
  </message>
  <message>
   <source>{short} is not a {name}</source>
   <translation>{short} ist kein Wert der Art {name}</translation>
  </message>
  <message>
   <source>{source} holds no [[code]].</source>
   <translation>{source} enthält kein [[code]].</translation>
  </message>
  <message>
   <source>{source} is not a TOML file: {error}.</source>
   <translation>{source} ist keine TOML-Datei: {error}.</translation>
  </message>
  <message>
   <source>{source}, line {line}: {message}</source>
   <translation>{source}, Zeile {line}: {message}</translation>
  </message>
  <message>
   <source>{stream_id} has the rate {nominal_rate!r}</source>
   <translation>{stream_id} hat die Rate {nominal_rate!r}</translation>
  </message>
  <message>
   <source>{stream} has stood still since {onset} s, and its noise is different: a held breath and a dead sensor cannot be told apart.</source>
   <translation>{stream} steht still seit {onset} s und rauscht anders als zuvor: angehaltener Atem oder toter Sensor, das lässt sich nicht unterscheiden.</translation>
  </message>
  <message>
   <source>{stream} was turned over afterwards</source>
   <translation>{stream} wurde nachträglich umgedreht</translation>
  </message>
  <message>
   <source>{study_code!r} cannot be a study code.</source>
   <translation>{study_code!r} kann kein Kürzel sein.</translation>
  </message>
  <message>
   <source>{study} is the folder of a session.</source>
   <translation>{study} ist der Ordner einer Sitzung.</translation>
  </message>
  <message>
   <source>{target} could not be written as it should be; nothing was changed.</source>
   <translation>{target} konnte nicht geschrieben werden, wie es sein soll; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{target} exists already; nothing is overwritten.</source>
   <translation>{target} gibt es schon; nichts wird überschrieben.</translation>
  </message>
  <message>
   <source>{text!r} does not say which parameter has which value.</source>
   <translation>{text!r} sagt nicht, welcher Parameter welchen Wert hat.</translation>
  </message>
  <message>
   <source>{text!r} is no number.</source>
   <translation>{text!r} ist keine Zahl.</translation>
  </message>
  <message>
   <source>{text!r} is not [PERSON.]ROLE=[FILE:]NAME[@UNIT].</source>
   <translation>{text!r} ist nicht [PERSON.]ROLLE=[DATEI:]NAME[@EINHEIT].</translation>
  </message>
  <message>
   <source>{text!r} is not a command.</source>
   <translation>{text!r} ist kein Befehl.</translation>
  </message>
  <message>
   <source>{text!r} is not a rate.</source>
   <translation>{text!r} ist keine Rate.</translation>
  </message>
  <message>
   <source>{text!r} is not a span of time.</source>
   <translation>{text!r} ist keine Zeitspanne.</translation>
  </message>
  <message>
   <source>{text!r} is not FILE_S=SESSION_S.</source>
   <translation>{text!r} ist nicht DATEI_S=SITZUNG_S.</translation>
  </message>
  <message>
   <source>{text!r} is not NAME=VALUE of an effect.</source>
   <translation>{text!r} ist kein NAME=WERT eines Effekts.</translation>
  </message>
  <message>
   <source>{text!r} is not SECONDS:TEXT.</source>
   <translation>{text!r} ist nicht SEKUNDEN:TEXT.</translation>
  </message>
  <message>
   <source>{text!r} is not TEXT=CODE.</source>
   <translation>{text!r} ist nicht TEXT=CODE.</translation>
  </message>
  <message>
   <source>{text!r}, but {slow}</source>
   <translation>{text!r}, aber {slow}</translation>
  </message>
  <message>
   <source>{text!r}, channel {number}</source>
   <translation>{text!r}, Kanal {number}</translation>
  </message>
  <message>
   <source>{text} (turned over by your correction)</source>
   <translation>{text} (durch Ihre Angabe umgedreht)</translation>
  </message>
  <message>
   <source>{text} at {executable}</source>
   <translation>{text} in {executable}</translation>
  </message>
  <message>
   <source>{text} begins at {at:.1f} s and never ends.</source>
   <translation>{text} beginnt bei {at:.1f} s und endet nie.</translation>
  </message>
  <message>
   <source>{text} ends at {t:.1f} s and never began.</source>
   <translation>{text} endet bei {t:.1f} s und hat nie begonnen.</translation>
  </message>
  <message>
   <source>{text} is not a number</source>
   <translation>{text} ist keine Zahl</translation>
  </message>
  <message>
   <source>{text} is too large</source>
   <translation>{text} ist zu groß</translation>
  </message>
  <message>
   <source>{text}; this edit is not used.</source>
   <translation>{text}; diese Änderung wird nicht verwendet.</translation>
  </message>
  <message>
   <source>{time} after the last sample</source>
   <translation>{time} nach dem letzten Wert</translation>
  </message>
  <message>
   <source>{time} before the first sample</source>
   <translation>{time} vor dem ersten Wert</translation>
  </message>
  <message>
   <source>{time} between samples</source>
   <translation>{time} zwischen Werten</translation>
  </message>
  <message>
   <source>{time} of {whole}</source>
   <translation>{time} von {whole}</translation>
  </message>
  <message>
   <source>{twice} is given twice.</source>
   <translation>{twice} ist doppelt angegeben.</translation>
  </message>
  <message>
   <source>{valid} valid of {whole}</source>
   <translation>{valid} gültig von {whole}</translation>
  </message>
  <message>
   <source>{value!r} is not a text</source>
   <translation>{value!r} ist kein Text</translation>
  </message>
  <message>
   <source>{value!r} is not a usable number</source>
   <translation>{value!r} ist keine brauchbare Zahl</translation>
  </message>
  <message>
   <source>{value!r} is not a whole number from 0</source>
   <translation>{value!r} ist keine ganze Zahl ab 0</translation>
  </message>
  <message>
   <source>{value} has no canonical JSON; use None for a missing value</source>
   <translation>{value} lässt sich nicht als JSON schreiben; für einen fehlenden Wert steht None</translation>
  </message>
  <message>
   <source>{wanted!r} fits several devices: {names}.</source>
   <translation>{wanted!r} passt auf mehrere Geräte: {names}.</translation>
  </message>
  <message>
   <source>{wanted!r} is no code of the session's codebook.</source>
   <translation>{wanted!r} ist kein Code des Codebuchs der Sitzung.</translation>
  </message>
  <message>
   <source>{what!r} is none of {known}.</source>
   <translation>{what!r} ist keines von {known}.</translation>
  </message>
  <message>
   <source>{what} are others than locked</source>
   <translation>{what} sind andere als festgelegt</translation>
  </message>
  <message>
   <source>{what} Cause: {why}.</source>
   <translation>{what} Ursache: {why}.</translation>
  </message>
  <message>
   <source>{what} did not end properly: {why}.</source>
   <translation>{what}: nicht ordentlich beendet: {why}.</translation>
  </message>
  <message>
   <source>{what} did not end within {seconds:g} s.</source>
   <translation>{what}: nach {seconds:g} s nicht beendet.</translation>
  </message>
  <message>
   <source>{what} does not answer.</source>
   <translation>{what} antwortet nicht.</translation>
  </message>
  <message>
   <source>{what} has ended.</source>
   <translation>{what} ist zu Ende.</translation>
  </message>
  <message>
   <source>{what} is out of range.</source>
   <translation>{what} ist nicht in Reichweite.</translation>
  </message>
  <message>
   <source>{what} were locked on {day}, {then}, under {hash}.</source>
   <translation>{what} wurden am {day} {then} unter {hash} festgelegt.</translation>
  </message>
  <message>
   <source>{what}: data waits in memory.</source>
   <translation>{what}: Daten warten im Arbeitsspeicher.</translation>
  </message>
  <message>
   <source>{what}: it does not confirm what is written.</source>
   <translation>{what}: Er bestätigt nicht, was geschrieben wird.</translation>
  </message>
  <message>
   <source>{what}: liblsl reports: {error}.</source>
   <translation>{what}: liblsl meldet: {error}.</translation>
  </message>
  <message>
   <source>{what}: no usable Bluetooth: {error}.</source>
   <translation>{what}: kein brauchbares Bluetooth: {error}.</translation>
  </message>
  <message>
   <source>{what}: this system's Bluetooth service does not run: {error}.</source>
   <translation>{what}: Der Bluetooth-Dienst dieses Systems läuft nicht: {error}.</translation>
  </message>
  <message>
   <source>{what}: {now} instead of {old}</source>
   <translation>{what}: {now} statt {old}</translation>
  </message>
  <message>
   <source>{where}: channel = {channel!r} must be a whole number from 1.</source>
   <translation>{where}: channel = {channel!r} muss eine ganze Zahl ab 1 sein.</translation>
  </message>
  <message>
   <source>{where}: inverted = {inverted!r} must be true or false.</source>
   <translation>{where}: inverted = {inverted!r} muss true oder false sein.</translation>
  </message>
  <message>
   <source>{where}: role = {role!r} is not known.</source>
   <translation>{where}: role = {role!r} ist unbekannt.</translation>
  </message>
  <message>
   <source>{where}: there is no key {unknown!r}.</source>
   <translation>{where}: Es gibt keinen Schlüssel {unknown!r}.</translation>
  </message>
  <message>
   <source>{where}: {entry!r} must be a [[stream]] entry with keys.</source>
   <translation>{where}: {entry!r} muss ein Eintrag [[stream]] mit Schlüsseln sein.</translation>
  </message>
  <message>
   <source>{where}: {key} = {entry!r} must be a text.</source>
   <translation>{where}: {key} = {entry!r} muss ein Text sein.</translation>
  </message>
  <message>
   <source>{who} started the recording.</source>
   <translation>{who} hat die Aufzeichnung gestartet.</translation>
  </message>
  <message>
   <source>{who} stopped the recording.</source>
   <translation>{who} hat die Aufzeichnung beendet.</translation>
  </message>
  <message>
   <source>{why} Choose a signal of each file, and say below where the file begins.</source>
   <translation>{why} Wählen Sie ein Signal jeder Datei, und geben Sie unten an, wo die Datei beginnt.</translation>
  </message>
  <message>
   <source>{why}; the journal's copy in the recording was used ({n_copy} lines)</source>
   <translation>{why}; verwendet wurde die Kopie des Journals in der Aufzeichnung ({n_copy} Zeilen)</translation>
  </message>
  <message>
   <source>{word!r} in {key} cannot be used.</source>
   <translation>{word!r} in {key} kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>{worst}. The recorder kept everything that reached it.</source>
   <translation>{worst}. Der Rekorder hat alles behalten, was bei ihm ankam.</translation>
  </message>
  <message>
   <source>−1 s</source>
   <translation>−1 s</translation>
  </message>
  <message>
   <source>−40 ms</source>
   <translation>−40 ms</translation>
  </message>
  <message>
   <source>▽ flagged   ● added   ◆ moved
E ectopic   ⊗ deleted   ○ before
crossed grey: rejected   dotted: proposed</source>
   <translation>▽ beanstandet   ● eingefügt   ◆ verschoben
E ektop   ⊗ gelöscht   ○ vorher
grau gekreuzt: verworfen   gepunktet: Vorschlag</translation>
  </message>
  <message>
   <source>○ not being recorded</source>
   <translation>○ wird nicht aufgezeichnet</translation>
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
   <source>○ silent</source>
   <translation>○ still</translation>
  </message>
  <message>
   <source>● connected</source>
   <translation>● verbunden</translation>
  </message>
  <message>
   <source>● is being recorded</source>
   <translation>● wird aufgezeichnet</translation>
  </message>
  <message>
   <source>● kept</source>
   <translation>● behalten</translation>
  </message>
  <message>
   <source>● kept · loop</source>
   <translation>● aufbewahrt · Schleife</translation>
  </message>
  <message>
   <source>● speaks</source>
   <translation>● spricht</translation>
  </message>
  <message>
   <source>✓ thank you</source>
   <translation>✓ danke</translation>
  </message>
 </context>
</TS>
