<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About DiffusionMat</source>
        <translation>Über DiffusionMat</translation>
    </message>
    <message>
        <source>DiffusionMat {version}</source>
        <translation>DiffusionMat {version}</translation>
    </message>
    <message>
        <source>Alpha matting as sequential refinement: from noise, step by step, to the alpha, after the paper “{paper}”. Under the MIT licence.</source>
        <translation>Freistellen als schrittweise Verfeinerung: vom Rauschen, Schritt für Schritt, zum Alpha, nach der Veröffentlichung „{paper}“. Unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Licence, citation, notices</source>
        <translation>Lizenz, Zitat, Hinweise</translation>
    </message>
    <message>
        <source>The licence, how to cite the paper, and whose work this stands on</source>
        <translation>Die Lizenz, wie die Veröffentlichung zitiert wird, und wessen Arbeit das hier trägt</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Zitat kopieren</translation>
    </message>
    <message>
        <source>Put the paper&apos;s citation on the clipboard, as BibTeX</source>
        <translation>Das Zitat der Veröffentlichung als BibTeX in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Computes on: {device}</source>
        <translation>Rechnet auf: {device}</translation>
    </message>
</context>
<context>
    <name>AdvancedPanel</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>32-bit</source>
        <translation>32 Bit</translation>
    </message>
    <message>
        <source>Noise level</source>
        <translation>Rauschstärke</translation>
    </message>
    <message>
        <source>Noise to start from: T in the paper. More noise changes more and takes more steps.</source>
        <translation>Rauschen, von dem ausgegangen wird: T in der Veröffentlichung. Mehr Rauschen ändert mehr und braucht mehr Schritte.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Steps from T down to 0: S in the paper. Time grows with it.</source>
        <translation>Schritte von T bis 0: S in der Veröffentlichung. Mit ihnen wächst die Dauer.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The noise ε drawn at the start; the same seed gives the same alpha.</source>
        <translation>Das Rauschen ε, das am Anfang gezogen wird; derselbe Startwert gibt dasselbe Alpha.</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>Correct every step with the picture&apos;s features: C in the paper. Off is SDEdit.</source>
        <translation>Jeden Schritt mit den Merkmalen des Bildes korrigieren: C in der Veröffentlichung. Ohne ist es SDEdit.</translation>
    </message>
    <message>
        <source>Restore known pixels (ARP)</source>
        <translation>Bekannte Pixel einsetzen (ARP)</translation>
    </message>
    <message>
        <source>Put the painted pixels back at every step: alpha reliability propagation, ARP in the paper.</source>
        <translation>Die gemalten Pixel bei jedem Schritt wieder einsetzen: Alpha Reliability Propagation, ARP in der Veröffentlichung.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>What computes the run; Automatic takes the fastest that is there</source>
        <translation>Was den Durchlauf berechnet; Automatisch nimmt das schnellste, das da ist</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>The numbers it computes with; Automatic takes bfloat16 where the device is made for it</source>
        <translation>Die Zahlen, mit denen gerechnet wird; Automatisch nimmt bfloat16, wo das Gerät dafür gemacht ist</translation>
    </message>
    <message>
        <source>Reset to the model&apos;s own</source>
        <translation>Werte des Modells</translation>
    </message>
    <message>
        <source>Noise level, steps, correction and ARP as the model was trained for</source>
        <translation>Rauschstärke, Schritte, Korrektur und ARP so, wie das Modell trainiert wurde</translation>
    </message>
    <message>
        <source>Noise level T</source>
        <translation>Rauschstärke T</translation>
    </message>
    <message>
        <source>Steps S</source>
        <translation>Schritte S</translation>
    </message>
    <message>
        <source>The closed form has no steps to set.</source>
        <translation>Das geschlossene Verfahren hat keine Schritte einzustellen.</translation>
    </message>
    <message>
        <source>As trained: T = {t_start}, {steps}.</source>
        <translation>Wie trainiert: T = {t_start}, {steps}.</translation>
    </message>
    <message>
        <source>The model was trained for T = {levels} and {counts} steps.</source>
        <translation>Das Modell wurde für T = {levels} und {counts} Schritte trainiert.</translation>
    </message>
    <message>
        <source>{first} or {last}</source>
        <translation>{first} oder {last}</translation>
    </message>
</context>
<context>
    <name>AutoTrimapBar</name>
    <message>
        <source>Auto trimap</source>
        <translation>Auto-Trimap</translation>
    </message>
    <message>
        <source>Make the trimap from</source>
        <translation>Trimap erstellen aus</translation>
    </message>
    <message>
        <source>What the trimap is made from</source>
        <translation>Woraus die Trimap erstellt wird</translation>
    </message>
    <message>
        <source>Trimap from</source>
        <translation>Trimap aus</translation>
    </message>
    <message>
        <source>Inner</source>
        <translation>Innen</translation>
    </message>
    <message>
        <source>How far the unknown reaches into the foreground</source>
        <translation>Wie weit das Unbekannte in den Vordergrund reicht</translation>
    </message>
    <message>
        <source>Outer</source>
        <translation>Außen</translation>
    </message>
    <message>
        <source>How far the unknown reaches into the background</source>
        <translation>Wie weit das Unbekannte in den Hintergrund reicht</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Use this trimap; one Undo takes it back (Return)</source>
        <translation>Diese Trimap verwenden; einmal Rückgängig nimmt sie zurück (Return)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep the trimap as it was (Esc)</source>
        <translation>Die Trimap lassen, wie sie war (Esc)</translation>
    </message>
    <message>
        <source>{tip}, in picture pixels</source>
        <translation>{tip}, in Bildpixeln</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>{text} width</source>
        <translation>Breite {text}</translation>
    </message>
</context>
<context>
    <name>AutoTrimapControl</name>
    <message>
        <source>Auto trimap</source>
        <translation>Auto-Trimap</translation>
    </message>
    <message>
        <source>Nothing is {missing} in this trimap: use other widths, or paint some.</source>
        <translation>In dieser Trimap gibt es nichts der Klasse {missing}: Wählen Sie andere Breiten, oder malen Sie etwas davon.</translation>
    </message>
    <message>
        <source>The picture&apos;s own alpha</source>
        <translation>Alpha des Bildes selbst</translation>
    </message>
    <message>
        <source>The present trimap</source>
        <translation>Die jetzige Trimap</translation>
    </message>
    <message>
        <source>A mask from a file…</source>
        <translation>Maske aus einer Datei …</translation>
    </message>
    <message>
        <source>A mask to make the trimap from</source>
        <translation>Maske, aus der die Trimap erstellt wird</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>{folder} cannot be made ({reason})</source>
        <translation>{folder} kann nicht angelegt werden ({reason})</translation>
    </message>
    <message>
        <source>{folder} cannot be written to</source>
        <translation>In {folder} kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Your work cannot be kept against a crash just now, the folder for that cannot be written to.</source>
        <translation>Ihre Arbeit kann gerade nicht gegen einen Absturz gesichert werden, in den Ordner dafür lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>{text} Save it yourself.</source>
        <translation>{text} Speichern Sie sie selbst.</translation>
    </message>
</context>
<context>
    <name>BackdropControl</name>
    <message>
        <source>Colour behind the composite</source>
        <translation>Farbe hinter der Montage</translation>
    </message>
    <message>
        <source>A picture behind the composite</source>
        <translation>Bild hinter der Montage</translation>
    </message>
</context>
<context>
    <name>BackdropRow</name>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>What goes behind the composites</source>
        <translation>Was hinter die Montagen kommt</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose the background</source>
        <translation>Hintergrund wählen</translation>
    </message>
    <message>
        <source>Colour behind the composites</source>
        <translation>Farbe hinter den Montagen</translation>
    </message>
    <message>
        <source>Picture behind the composites</source>
        <translation>Bild hinter den Montagen</translation>
    </message>
    <message>
        <source>No picture is chosen yet</source>
        <translation>Noch ist kein Bild gewählt</translation>
    </message>
</context>
<context>
    <name>BandRow</name>
    <message>
        <source>narrow: loose hair may be cut off</source>
        <translation>schmal: lose Haare könnten abgeschnitten werden</translation>
    </message>
    <message>
        <source>right for hair and fur</source>
        <translation>richtig für Haar und Fell</translation>
    </message>
    <message>
        <source>wide: slower and less exact</source>
        <translation>breit: langsamer und ungenauer</translation>
    </message>
    <message>
        <source>Width of the unknown band</source>
        <translation>Breite des unbekannten Bandes</translation>
    </message>
    <message>
        <source>No band yet between foreground and background</source>
        <translation>Noch kein Band zwischen Vordergrund und Hintergrund</translation>
    </message>
    <message>
        <source>Unknown band: {width:.0f} px</source>
        <translation>Unbekanntes Band: {width:.0f} px</translation>
    </message>
    <message>
        <source>Nothing is unknown</source>
        <translation>Nichts ist unbekannt</translation>
    </message>
    <message>
        <source>Its typical width. {least} to {most} px suit this picture: a little more than the longest loose hair is best.</source>
        <translation>Seine typische Breite. {least} bis {most} px passen zu diesem Bild: am besten etwas mehr als das längste lose Haar.</translation>
    </message>
</context>
<context>
    <name>BatchChoices</name>
    <message>
        <source>Choose the folder of the trimaps or masks.</source>
        <translation>Wählen Sie den Ordner der Trimaps oder Masken.</translation>
    </message>
    <message>
        <source>Choose the folder that the results go to.</source>
        <translation>Wählen Sie den Ordner, in den die Ergebnisse kommen.</translation>
    </message>
    <message>
        <source>Name the results&apos; folder with its whole path, or browse for one.</source>
        <translation>Geben Sie den Ordner der Ergebnisse mit ganzem Pfad an, oder durchsuchen Sie die Ordner.</translation>
    </message>
    <message>
        <source>Choose the picture that goes behind the composites.</source>
        <translation>Wählen Sie das Bild, das hinter die Montagen kommt.</translation>
    </message>
    <message>
        <source>Trimaps or masks</source>
        <translation>Trimaps oder Masken</translation>
    </message>
    <message>
        <source>Where the trimaps or masks are</source>
        <translation>Wo die Trimaps oder Masken liegen</translation>
    </message>
    <message>
        <source>Beside the pictures</source>
        <translation>Neben den Bildern</translation>
    </message>
    <message>
        <source>In a folder of their own</source>
        <translation>In einem eigenen Ordner</translation>
    </message>
    <message>
        <source>Called as their pictures are, with _trimap or _mask behind; in a folder also without</source>
        <translation>Benannt wie ihre Bilder, mit _trimap oder _mask dahinter; in einem eigenen Ordner auch ohne</translation>
    </message>
    <message>
        <source>Folder of trimaps or masks</source>
        <translation>Ordner der Trimaps oder Masken</translation>
    </message>
    <message>
        <source>The folder that the trimaps or masks lie in</source>
        <translation>Der Ordner, in dem die Trimaps oder Masken liegen</translation>
    </message>
    <message>
        <source>How far the unknown around a mask&apos;s edge reaches into the foreground</source>
        <translation>Wie weit das Unbekannte um den Rand einer Maske in den Vordergrund reicht</translation>
    </message>
    <message>
        <source>How far the unknown around a mask&apos;s edge reaches into the background</source>
        <translation>Wie weit das Unbekannte um den Rand einer Maske in den Hintergrund reicht</translation>
    </message>
    <message>
        <source>Inner, of masks</source>
        <translation>Innen, bei Masken</translation>
    </message>
    <message>
        <source>Outer, of masks</source>
        <translation>Außen, bei Masken</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>What computes the alpha, with its own settings</source>
        <translation>Was das Alpha berechnet, mit seinen eigenen Einstellungen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Write &lt;name&gt;_{kind} of every picture</source>
        <translation>Von jedem Bild &lt;Name&gt;_{kind} schreiben</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>The kind of all files</source>
        <translation>Die Art aller Dateien</translation>
    </message>
    <message>
        <source>How fine the values in the files are</source>
        <translation>Wie fein die Werte in den Dateien sind</translation>
    </message>
    <message>
        <source>Transparency</source>
        <translation>Transparenz</translation>
    </message>
    <message>
        <source>Straight for photo editors, premultiplied for compositing programs</source>
        <translation>Direkt für Bildbearbeitung, vormultipliziert für Compositing-Programme</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Whether soft edges keep the old colours</source>
        <translation>Ob weiche Ränder die alten Farben behalten</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>The folder that the results go to; it is made if it is not there</source>
        <translation>Der Ordner, in den die Ergebnisse kommen; er wird angelegt, wenn es ihn nicht gibt</translation>
    </message>
    <message>
        <source>Skip what is done already</source>
        <translation>Fertiges überspringen</translation>
    </message>
    <message>
        <source>Leave out the pictures whose results are there from the same files and the same choices</source>
        <translation>Bilder auslassen, deren Ergebnisse aus denselben Dateien und mit derselben Auswahl schon da sind</translation>
    </message>
    <message>
        <source>What is done is noted in dmat-batch.json there.</source>
        <translation>Was fertig ist, steht dort in dmat-batch.json.</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>By size</source>
        <translation>Nach Größe</translation>
    </message>
    <message>
        <source>As the picture&apos;s</source>
        <translation>Wie das Bild</translation>
    </message>
</context>
<context>
    <name>BatchRows</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Trimap or mask</source>
        <translation>Trimap oder Maske</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Trimap: {name}</source>
        <translation>Trimap: {name}</translation>
    </message>
    <message>
        <source>Mask: {name}</source>
        <translation>Maske: {name}</translation>
    </message>
    <message>
        <source>Left out: {sentence}</source>
        <translation>Ausgelassen: {sentence}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Done before, skipped</source>
        <translation>Schon fertig, übersprungen</translation>
    </message>
    <message>
        <source>Failed: {sentence}</source>
        <translation>Fehlgeschlagen: {sentence}</translation>
    </message>
    <message>
        <source>Done, {seconds} s</source>
        <translation>Fertig, {seconds} s</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Pictures of the batch</source>
        <translation>Bilder des Stapels</translation>
    </message>
    <message>
        <source>Drop a folder of pictures here, or add one.</source>
        <translation>Ziehen Sie einen Ordner mit Bildern hierher, oder fügen Sie einen hinzu.</translation>
    </message>
    <message>
        <source>Double click a picture to open it in the window with its trimap</source>
        <translation>Ein Doppelklick öffnet das Bild mit seiner Trimap im Hauptfenster</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>A batch is at work: {done} of {total} pictures are through. It can go on later.</source>
        <translation>Ein Stapel ist in Arbeit: {done} von {total} Bildern sind durch. Er kann später weitergehen.</translation>
    </message>
    <message>
        <source>matted</source>
        <translation>freigestellt</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add the pictures of a folder</source>
        <translation>Die Bilder eines Ordners hinzufügen</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>Bilder hinzufügen …</translation>
    </message>
    <message>
        <source>Add single pictures</source>
        <translation>Einzelne Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Look anew which pictures, trimaps and masks are there</source>
        <translation>Neu nachsehen, welche Bilder, Trimaps und Masken da sind</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Take all pictures off the list; the files stay</source>
        <translation>Alle Bilder von der Liste nehmen; die Dateien bleiben</translation>
    </message>
    <message>
        <source>Try failed again</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Do those once more that failed</source>
        <translation>Die fehlgeschlagenen noch einmal bearbeiten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the picture in the window with its trimap</source>
        <translation>Das Bild mit seiner Trimap im Hauptfenster öffnen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the results&apos; folder in the file manager</source>
        <translation>Den Ordner der Ergebnisse in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source>Replace files that are there?</source>
        <translation>Vorhandene Dateien ersetzen?</translation>
    </message>
    <message>
        <source>In {folder}: {names}.</source>
        <translation>In {folder}: {names}.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures: {count}, with a trimap or mask: {usable}</source>
        <translation>Bilder: {count}, mit Trimap oder Maske: {usable}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Add a folder of pictures, or single ones.</source>
        <translation>Fügen Sie einen Ordner mit Bildern hinzu, oder einzelne.</translation>
    </message>
    <message>
        <source>The pictures are being looked for.</source>
        <translation>Die Bilder werden gesucht.</translation>
    </message>
    <message>
        <source>There are no pictures: add others.</source>
        <translation>Es sind keine Bilder da: Fügen Sie andere hinzu.</translation>
    </message>
    <message>
        <source>None of the pictures can be matted yet: each row says why.</source>
        <translation>Noch kann keines der Bilder freigestellt werden: In jeder Zeile steht, warum.</translation>
    </message>
    <message>
        <source>All is done: add pictures, look again, or try those again that failed.</source>
        <translation>Alles ist erledigt: Fügen Sie Bilder hinzu, suchen Sie neu, oder wiederholen Sie die fehlgeschlagenen.</translation>
    </message>
</context>
<context>
    <name>BatchWork</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the Batch window</source>
        <translation>Das Fenster Stapel zeigen</translation>
    </message>
    <message>
        <source>Waiting for other work on folders.</source>
        <translation>Es wird auf andere Arbeit an Ordnern gewartet.</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>{through} of {total} pictures are through</source>
        <translation>{through} von {total} Bildern sind durch</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>The batch is through: {counts}.</source>
        <translation>Der Stapel ist durch: {counts}.</translation>
    </message>
    <message>
        <source>Stopped: {counts}. The others can be done later.</source>
        <translation>Angehalten: {counts}. Die übrigen können später bearbeitet werden.</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>{count} fertig</translation>
    </message>
    <message>
        <source>{count} done before and skipped</source>
        <translation>{count} schon fertig und übersprungen</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} not done</source>
        <translation>{count} nicht bearbeitet</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>{count} ausgelassen</translation>
    </message>
</context>
<context>
    <name>BrushPage</name>
    <message>
        <source>Brush and pen</source>
        <translation>Pinsel und Stift</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Retouch</source>
        <translation>Retusche</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
    <message>
        <source>Drop a picture here</source>
        <translation>Bild hier ablegen</translation>
    </message>
    <message>
        <source>No alpha yet: press Matte</source>
        <translation>Noch kein Alpha: Klicken Sie auf Freistellen</translation>
    </message>
</context>
<context>
    <name>CasesTable</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
</context>
<context>
    <name>ChangePlot</name>
    <message>
        <source>Mean absolute change of the Estimate (α̃₀) over unknown pixels, from each step to the next. Each line is ten times the one below</source>
        <translation>Mittlere absolute Änderung der Schätzung (α̃₀) über die unbekannten Pixel, von jedem Schritt zum nächsten. Jede Linie ist das Zehnfache der darunter</translation>
    </message>
    <message>
        <source>Change per step</source>
        <translation>Änderung je Schritt</translation>
    </message>
    <message>
        <source>Step {before} to {step}: {change}</source>
        <translation>Schritt {before} bis {step}: {change}</translation>
    </message>
    <message>
        <source>, without correction {change}</source>
        <translation>, ohne Korrektur {change}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>ClipboardControl</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the clipboard as it is</source>
        <translation>Die Zwischenablage lassen, wie sie ist</translation>
    </message>
    <message>
        <source>the {what} of {result}</source>
        <translation>{what} von {result}</translation>
    </message>
    <message>
        <source>Copying {what}.</source>
        <translation>Wird kopiert: {what}.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message>
        <source>, with its transparency</source>
        <translation>, mit Transparenz</translation>
    </message>
    <message>
        <source>Copied {what}, {size}{kept}.</source>
        <translation>Kopiert: {what}, {size}{kept}.</translation>
    </message>
    <message>
        <source>The clipboard is as it was.</source>
        <translation>Die Zwischenablage ist, wie sie war.</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Save before closing?</source>
        <translation>Vor dem Schließen speichern?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Still to be written: {names}. The window closes after that.</source>
        <translation>Noch zu schreiben: {names}. Danach schließt sich das Fenster.</translation>
    </message>
    <message>
        <source>Close once the files are written?</source>
        <translation>Schließen, sobald die Dateien geschrieben sind?</translation>
    </message>
    <message>
        <source>Write and close</source>
        <translation>Schreiben und schließen</translation>
    </message>
    <message>
        <source>Stop the work and close?</source>
        <translation>Arbeit anhalten und schließen?</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>A run is going on. Stop it and close?</source>
        <translation>Ein Durchlauf ist im Gang. Anhalten und schließen?</translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation>Speichern und schließen</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Schließen ohne zu speichern</translation>
    </message>
    <message>
        <source>Closing once the files are written.</source>
        <translation>Schließt, sobald die Dateien geschrieben sind.</translation>
    </message>
    <message>
        <source>Still to be written: {names}.</source>
        <translation>Noch zu schreiben: {names}.</translation>
    </message>
    <message>
        <source>Cancel the writing</source>
        <translation>Schreiben abbrechen</translation>
    </message>
    <message>
        <source>Write no more, and keep the window open</source>
        <translation>Nichts mehr schreiben und das Fenster offen lassen</translation>
    </message>
</context>
<context>
    <name>ColoursPage</name>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Choose a profile…</source>
        <translation>Profil wählen …</translation>
    </message>
    <message>
        <source>Use the ICC profile that was made for this monitor</source>
        <translation>Das ICC-Profil verwenden, das für diesen Monitor erstellt wurde</translation>
    </message>
    <message>
        <source>Use sRGB</source>
        <translation>sRGB verwenden</translation>
    </message>
    <message>
        <source>Show colours as sRGB, which suits most monitors</source>
        <translation>Farben als sRGB zeigen, was für die meisten Monitore passt</translation>
    </message>
    <message>
        <source>The trimap over the picture</source>
        <translation>Die Trimap über dem Bild</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Only what the canvas shows changes with it, never what is computed or exported.</source>
        <translation>Damit ändert sich nur, was die Arbeitsfläche zeigt, nie was berechnet oder exportiert wird.</translation>
    </message>
    <message>
        <source>The monitor&apos;s colour profile</source>
        <translation>Farbprofil des Monitors</translation>
    </message>
    <message>
        <source>Colour profiles (*.icc *.icm);;All files (*)</source>
        <translation>Farbprofile (*.icc *.icm);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>ComputingPage</name>
    <message>
        <source>Computing</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>How many threads of the processor compute; fewer leave some to other programs</source>
        <translation>Wie viele Threads des Prozessors rechnen; weniger lassen anderen Programmen welche übrig</translation>
    </message>
    <message>
        <source>As many as there are</source>
        <translation>So viele wie vorhanden</translation>
    </message>
    <message>
        <source>Undo history</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How much memory the undo history may take; beyond it the oldest changes are forgotten</source>
        <translation>Wie viel Speicher der Verlauf belegen darf; darüber werden die ältesten Änderungen vergessen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Durchläufe</translation>
    </message>
    <message>
        <source>Another number of threads takes effect at the next start.</source>
        <translation>Eine andere Zahl von Threads gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Now: {device}</source>
        <translation>Jetzt: {device}</translation>
    </message>
</context>
<context>
    <name>DifferenceControl</name>
    <message>
        <source>Your retouch lies over this one, and not over what is taken from it.</source>
        <translation>Ihre Retusche liegt über diesem Alpha, und nicht über dem, was davon abgezogen wird.</translation>
    </message>
</context>
<context>
    <name>DifferenceLegend</name>
    <message>
        <source>Legend of the difference</source>
        <translation>Legende der Differenz</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>What is taken from the alpha on show</source>
        <translation>Was vom gezeigten Alpha abgezogen wird</translation>
    </message>
    <message>
        <source>Difference at the ends of the scale</source>
        <translation>Differenz an den Enden der Skala</translation>
    </message>
    <message>
        <source>How much alpha the ends of the scale stand for</source>
        <translation>Für wie viel Alpha die Enden der Skala stehen</translation>
    </message>
    <message>
        <source>minus</source>
        <translation>minus</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
</context>
<context>
    <name>Divider</name>
    <message>
        <source>Divider between two views</source>
        <translation>Trenner zwischen zwei Ansichten</translation>
    </message>
    <message>
        <source>Drag it, or move it with the arrow keys (Alt+Left, Alt+Right from anywhere)</source>
        <translation>Ziehen, oder mit den Pfeiltasten verschieben (von überall Alt+Links, Alt+Rechts)</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Matte ({run})</source>
        <translation>Freistellen ({run})</translation>
    </message>
    <message>
        <source>Choose {run}</source>
        <translation>{run} wählen</translation>
    </message>
    <message>
        <source>Choose no run</source>
        <translation>Keinen Durchlauf wählen</translation>
    </message>
    <message>
        <source>Delete {run}</source>
        <translation>{run} löschen</translation>
    </message>
    <message>
        <source>Use {step}</source>
        <translation>{step} verwenden</translation>
    </message>
    <message>
        <source>Back to {result}</source>
        <translation>Zurück zu {result}</translation>
    </message>
    <message>
        <source>, retouched</source>
        <translation>, retuschiert</translation>
    </message>
    <message>
        <source>Remove retouch</source>
        <translation>Retusche entfernen</translation>
    </message>
    <message>
        <source>{file} does not have your last changes.</source>
        <translation>In {file} fehlen Ihre letzten Änderungen.</translation>
    </message>
    <message>
        <source>The painted trimap has not been saved, nor its result exported.</source>
        <translation>Die gemalte Trimap ist nicht gespeichert und ihr Ergebnis nicht exportiert.</translation>
    </message>
    <message>
        <source>The painted trimap has not been saved.</source>
        <translation>Die gemalte Trimap ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Your retouch</source>
        <translation>Ihre Retusche</translation>
    </message>
    <message>
        <source>{what} has not been exported.</source>
        <translation>Nicht exportiert: {what}.</translation>
    </message>
</context>
<context>
    <name>ErrorHook</name>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>The last action may have been done in part, or not at all. See whether all is as you want it, and save the project, to be safe under another name.</source>
        <translation>Der letzte Vorgang ist vielleicht nur zum Teil oder gar nicht ausgeführt worden. Sehen Sie nach, ob alles so ist, wie Sie es wollen, und speichern Sie das Projekt, zur Sicherheit unter einem anderen Namen.</translation>
    </message>
</context>
<context>
    <name>EvaluateWindow</name>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Models are being measured; it can go on later.</source>
        <translation>Modelle werden gemessen; das kann später weitergehen.</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Mittelwerte</translation>
    </message>
    <message>
        <source>Means over all cases, and over each group</source>
        <translation>Mittelwerte über alle Fälle und über jede Gruppe</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Double click a case to open it in the window with its trimap</source>
        <translation>Ein Doppelklick öffnet den Fall mit seiner Trimap im Hauptfenster</translation>
    </message>
    <message>
        <source>Choose a folder of pictures with true mattes, and measure.</source>
        <translation>Wählen Sie einen Ordner mit Bildern und wahren Matten, und messen Sie.</translation>
    </message>
    <message>
        <source>Worst first by</source>
        <translation>Schlechteste zuerst nach</translation>
    </message>
    <message>
        <source>The score by which the worst cases come first</source>
        <translation>Der Wert, nach dem die schlechtesten Fälle zuerst kommen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the case in the window with its trimap</source>
        <translation>Den Fall mit seiner Trimap im Hauptfenster öffnen</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern …</translation>
    </message>
    <message>
        <source>Write the tables as Markdown, or all numbers as JSON</source>
        <translation>Die Tabellen als Markdown schreiben, oder alle Zahlen als JSON</translation>
    </message>
    <message>
        <source>evaluation.md</source>
        <translation>auswertung.md</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Choose a folder of pictures with true mattes.</source>
        <translation>Wählen Sie einen Ordner mit Bildern und wahren Matten.</translation>
    </message>
    <message>
        <source>The folder is being looked at.</source>
        <translation>Der Ordner wird durchgesehen.</translation>
    </message>
    <message>
        <source>There is nothing to measure in this folder: choose another.</source>
        <translation>In diesem Ordner gibt es nichts zu messen: Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Tick at least one model or method.</source>
        <translation>Kreuzen Sie mindestens ein Modell oder Verfahren an.</translation>
    </message>
</context>
<context>
    <name>EvaluationChoices</name>
    <message>
        <source>Start: the coarse matte alone</source>
        <translation>Start: die grobe Matte allein</translation>
    </message>
    <message>
        <source>Trimap: one half where it is unknown</source>
        <translation>Trimap: ein Halb, wo sie unbekannt ist</translation>
    </message>
    <message>
        <source>KNN matting (no network)</source>
        <translation>KNN-Freistellen (ohne Netz)</translation>
    </message>
    <message>
        <source>Folder with true mattes</source>
        <translation>Ordner mit wahren Matten</translation>
    </message>
    <message>
        <source>Pictures with their mattes, in any layout that is known</source>
        <translation>Bilder mit ihren Matten, in jeder bekannten Anordnung</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>Tick the models and the simpler methods to be measured side by side</source>
        <translation>Die Modelle und einfacheren Verfahren ankreuzen, die nebeneinander gemessen werden</translation>
    </message>
    <message>
        <source>Scores over</source>
        <translation>Werte über</translation>
    </message>
    <message>
        <source>Which pixels count: data sets differ in what their papers score</source>
        <translation>Welche Pixel zählen: Die Veröffentlichungen der Datensätze werten verschiedene</translation>
    </message>
    <message>
        <source>Unknown pixels</source>
        <translation>Unbekannte Pixel</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>Das ganze Bild</translation>
    </message>
    <message>
        <source>SAD, Grad and Conn in thousands, MSE in thousandths. Less is better.</source>
        <translation>SAD, Grad und Conn in Tausenden, MSE in Tausendsteln. Weniger ist besser.</translation>
    </message>
    <message>
        <source>Recognised: {title}. {count} cases.</source>
        <translation>Erkannt: {title}. {count} Fälle.</translation>
    </message>
    <message>
        <source>Groups: {groups}.</source>
        <translation>Gruppen: {groups}.</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>Und {count} weitere.</translation>
    </message>
</context>
<context>
    <name>EvaluationWork</name>
    <message>
        <source>Waiting for other work on folders.</source>
        <translation>Es wird auf andere Arbeit an Ordnern gewartet.</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>Die Modelle werden geladen</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>Measured, but {count} failed; the means are over the others. {first}</source>
        <translation>Gemessen, aber {count} sind fehlgeschlagen; die Mittelwerte sind die der übrigen. {first}</translation>
    </message>
    <message>
        <source>All cases are measured.</source>
        <translation>Alle Fälle sind gemessen.</translation>
    </message>
    <message>
        <source>Saved the report as {path}.</source>
        <translation>Bericht gespeichert als {path}.</translation>
    </message>
    <message>
        <source>Stopped. What is measured is kept, and the rest can follow.</source>
        <translation>Angehalten. Was gemessen ist, bleibt, und das Übrige kann folgen.</translation>
    </message>
</context>
<context>
    <name>ExportControl</name>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder in the file manager</source>
        <translation>Den Ordner in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop before the next file; none is kept</source>
        <translation>Vor der nächsten Datei anhalten; keine wird behalten</translation>
    </message>
    <message>
        <source>Waiting to export.</source>
        <translation>Der Export wartet.</translation>
    </message>
    <message>
        <source>Wrote {names}.</source>
        <translation>Geschrieben: {names}.</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>Der Export wurde abgebrochen; keine Datei wurde geschrieben.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export {result}</source>
        <translation>{result} exportieren</translation>
    </message>
    <message>
        <source>What to export</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>Copy to clipboard</source>
        <translation>In die Zwischenablage</translation>
    </message>
    <message>
        <source>Put it on the clipboard at full size, with its transparency</source>
        <translation>In voller Größe und mit Transparenz in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Edge at 100 %</source>
        <translation>Rand bei 100 %</translation>
    </message>
    <message>
        <source>Show the softest part pixel by pixel</source>
        <translation>Die weichste Stelle Pixel für Pixel zeigen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Make the folder {folder}?</source>
        <translation>Ordner {folder} anlegen?</translation>
    </message>
    <message>
        <source>There is no folder {folder} yet.</source>
        <translation>Den Ordner {folder} gibt es noch nicht.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Replace {file}?</source>
        <translation>{file} ersetzen?</translation>
    </message>
    <message>
        <source>Replace {count} files?</source>
        <translation>{count} Dateien ersetzen?</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source>In {folder}: {names}{more}. {others}</source>
        <translation>In {folder}: {names}{more}. {others}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>This run has no steps</source>
        <translation>Dieser Durchlauf hat keine Schritte</translation>
    </message>
    <message>
        <source>no steps</source>
        <translation>keine Schritte</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{files} files</source>
        <translation>{files} Dateien</translation>
    </message>
    <message>
        <source>{words}. Each is read back and compared before it takes its place.</source>
        <translation>{words}. Jede wird zurückgelesen und verglichen, bevor sie ihren Platz einnimmt.</translation>
    </message>
    <message>
        <source>Tick at least one thing to export.</source>
        <translation>Kreuzen Sie mindestens eine Sache zum Exportieren an.</translation>
    </message>
    <message>
        <source>{folder} is a file, and the steps&apos; folder would have its name.</source>
        <translation>{folder} ist eine Datei, und der Ordner der Schritte hieße ebenso.</translation>
    </message>
    <message>
        <source>{name}, {width} × {height} pixels; colour profile and metadata are kept where the format has them.</source>
        <translation>{name}, {width} × {height} Pixel; Farbprofil und Metadaten bleiben erhalten, wo das Format sie kennt.</translation>
    </message>
    <message>
        <source>Other files in {folder} stay there: {count}.</source>
        <translation>Andere Dateien in {folder} bleiben liegen: {count}.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Straight</source>
        <translation>Direkt</translation>
    </message>
    <message>
        <source>Premultiplied</source>
        <translation>Vormultipliziert</translation>
    </message>
    <message>
        <source>Estimated: no old background</source>
        <translation>Geschätzt: bereinigt</translation>
    </message>
    <message>
        <source>Original: the picture&apos;s own</source>
        <translation>Original: die des Bildes</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>Choose the picture that goes behind the composite.</source>
        <translation>Wählen Sie das Bild, das hinter die Montage kommt.</translation>
    </message>
    <message>
        <source>JPEG cannot be transparent: choose another format for the composite.</source>
        <translation>JPEG kann nicht transparent sein: Wählen Sie ein anderes Format für die Montage.</translation>
    </message>
    <message>
        <source>, premultiplied</source>
        <translation>, vormultipliziert</translation>
    </message>
    <message>
        <source>, straight</source>
        <translation>, direkt</translation>
    </message>
    <message>
        <source>Foreground colours</source>
        <translation>Vordergrundfarben</translation>
    </message>
    <message>
        <source>All four kinds</source>
        <translation>Alle vier Arten</translation>
    </message>
    <message>
        <source>Transparency</source>
        <translation>Transparenz</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Transparent</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Mattes</source>
        <translation>Matten</translation>
    </message>
    <message>
        <source>Size of a tile</source>
        <translation>Größe einer Kachel</translation>
    </message>
    <message>
        <source>1 step a second</source>
        <translation>1 Schritt je Sekunde</translation>
    </message>
    <message>
        <source>2 steps a second</source>
        <translation>2 Schritte je Sekunde</translation>
    </message>
    <message>
        <source>4 steps a second</source>
        <translation>4 Schritte je Sekunde</translation>
    </message>
    <message>
        <source>8 steps a second</source>
        <translation>8 Schritte je Sekunde</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>Längste Seite</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} Pixel</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose the background</source>
        <translation>Hintergrund wählen</translation>
    </message>
    <message>
        <source>Colour behind the composite</source>
        <translation>Farbe hinter der Montage</translation>
    </message>
    <message>
        <source>Picture behind the composite</source>
        <translation>Bild hinter der Montage</translation>
    </message>
</context>
<context>
    <name>ExportPlace</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Pattern of the files&apos; names</source>
        <translation>Muster für die Dateinamen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Choose the folder that the files go to</source>
        <translation>Den Ordner für die Dateien wählen</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Put a field into the names</source>
        <translation>Ein Feld in die Namen einsetzen</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Name a folder with its whole path, or browse for one.</source>
        <translation>Geben Sie einen Ordner mit ganzem Pfad an, oder durchsuchen Sie die Ordner.</translation>
    </message>
    <message>
        <source>{name} is a file: choose a folder.</source>
        <translation>{name} ist eine Datei: Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>{path} cannot be made ({reason}): choose another folder.</source>
        <translation>{path} kann nicht angelegt werden ({reason}): Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is no folder {name} yet: you will be asked whether to make it.</source>
        <translation>Den Ordner {name} gibt es noch nicht: Sie werden gefragt, ob er angelegt werden soll.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source>Folder to export to</source>
        <translation>Ordner für den Export</translation>
    </message>
</context>
<context>
    <name>FileControl</name>
    <message>
        <source>Load the trimap that lies beside the picture</source>
        <translation>Die Trimap laden, die neben dem Bild liegt</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>{title}. Photograph: {credit}</source>
        <translation>{title}. Foto: {credit}</translation>
    </message>
    <message>
        <source>Open a picture or a project</source>
        <translation>Bild oder Projekt öffnen</translation>
    </message>
    <message>
        <source>Load a trimap or mask</source>
        <translation>Trimap oder Maske laden</translation>
    </message>
    <message>
        <source>Save the trimap</source>
        <translation>Trimap speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>It lies in {folder}.</source>
        <translation>Es gibt sie schon in {folder}.</translation>
    </message>
    <message>
        <source>Replace {name}?</source>
        <translation>{name} ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Opened {name}. The window holds one picture at a time.</source>
        <translation>{name} wurde geöffnet. Das Fenster hält ein Bild auf einmal.</translation>
    </message>
    <message>
        <source>the pasted picture</source>
        <translation>das eingefügte Bild</translation>
    </message>
    <message>
        <source>Load a trimap</source>
        <translation>Trimap laden</translation>
    </message>
    <message>
        <source>Saved the trimap as {path}.</source>
        <translation>Trimap gespeichert als {path}.</translation>
    </message>
    <message>
        <source>Nothing is unknown in this mask: make a band around its edge.</source>
        <translation>In dieser Maske ist nichts unbekannt: Legen Sie ein Band um ihren Rand.</translation>
    </message>
    <message>
        <source>The trimap is loaded.</source>
        <translation>Die Trimap ist geladen.</translation>
    </message>
    <message>
        <source>{file} lies beside the picture.</source>
        <translation>{file} liegt neben dem Bild.</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>Choose the file, or drop it on this window</source>
        <translation>Die Datei wählen, oder auf diesem Fenster ablegen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>Wählen: {name}</translation>
    </message>
    <message>
        <source>Choose the file that the authors call {file}</source>
        <translation>Die Datei wählen, die bei den Autoren {file} heißt</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Noch nicht gewählt</translation>
    </message>
    <message>
        <source>Looking into it…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>This is it.</source>
        <translation>Das ist sie.</translation>
    </message>
    <message>
        <source>This is the other one of the two: swap them, or choose another.</source>
        <translation>Das ist die andere der beiden: Tauschen Sie sie, oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Checkpoints (*.pt *.pth *.ckpt);;All files (*)</source>
        <translation>Modelldateien (*.pt *.pth *.ckpt);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Run</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>Which run the steps belong to</source>
        <translation>Zu welchem Durchlauf die Schritte gehören</translation>
    </message>
    <message>
        <source>Kind of matte</source>
        <translation>Art der Matte</translation>
    </message>
    <message>
        <source>Which matte of each step to show</source>
        <translation>Welche Matte jedes Schritts gezeigt wird</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Go through the steps (Left and Right)</source>
        <translation>Durch die Schritte gehen (Links und Rechts)</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Steps of the run</source>
        <translation>Schritte des Durchlaufs</translation>
    </message>
    <message>
        <source>Steps without correction (SDEdit)</source>
        <translation>Schritte ohne Korrektur (SDEdit)</translation>
    </message>
    <message>
        <source>With correction</source>
        <translation>Mit Korrektur</translation>
    </message>
    <message>
        <source>Without (SDEdit)</source>
        <translation>Ohne (SDEdit)</translation>
    </message>
</context>
<context>
    <name>FinetuneWindow</name>
    <message>
        <source>Fine-tune</source>
        <translation>Nachtrainieren</translation>
    </message>
    <message>
        <source>“{name}” is being trained; it stops with all that is done, and can be gone on with.</source>
        <translation>„{name}“ wird trainiert; es hält mit allem Erreichten an und kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Begin to train, in a process of its own</source>
        <translation>Das Training beginnen, in einem eigenen Prozess</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Wait between two steps, and leave the machine to you</source>
        <translation>Zwischen zwei Schritten warten und Ihnen den Rechner überlassen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop with all that is done; it can be gone on with later</source>
        <translation>Mit allem Erreichten anhalten; es kann später fortgesetzt werden</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird pausiert …</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Wird fortgesetzt …</translation>
    </message>
    <message>
        <source>Try a few steps, to see how many fit into the time</source>
        <translation>Ein paar Schritte versuchen, um zu sehen, wie viele in die Zeit passen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The pictures are being looked at.</source>
        <translation>Die Bilder werden durchgesehen.</translation>
    </message>
    <message>
        <source>Add finished pictures first: pictures with their mattes, cut-outs, or projects.</source>
        <translation>Fügen Sie zuerst fertige Bilder hinzu: Bilder mit ihren Matten, Freisteller oder Projekte.</translation>
    </message>
    <message>
        <source>Give the new model a name.</source>
        <translation>Geben Sie dem neuen Modell einen Namen.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>„{name}“ löschen?</translation>
    </message>
    <message>
        <source>What was trained so far is gone then. Your pictures stay as they are.</source>
        <translation>Was bisher trainiert wurde, ist dann weg. Ihre Bilder bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Pausiert.</translation>
    </message>
    <message>
        <source>“{name}” is trained.</source>
        <translation>„{name}“ ist trainiert.</translation>
    </message>
    <message>
        <source>Stopped, with everything kept.</source>
        <translation>Angehalten, alles ist aufbewahrt.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The training was ended from outside, most likely because the memory ran out. Close other programs, and go on: all up to the last checkpoint is kept.</source>
        <translation>Das Training wurde von außen beendet, vermutlich weil der Speicher nicht reichte. Schließen Sie andere Programme, und setzen Sie es fort: Alles bis zum letzten Zwischenstand ist aufbewahrt.</translation>
    </message>
    <message>
        <source>The training ended for a reason that the app does not know ({reason}). Try to go on.</source>
        <translation>Das Training endete aus einem Grund, den das Programm nicht kennt ({reason}). Versuchen Sie, es fortzusetzen.</translation>
    </message>
    <message>
        <source>no word of it</source>
        <translation>ohne ein Wort davon</translation>
    </message>
    <message>
        <source>“{name}” is among your models now: choose it under Model, in the window.</source>
        <translation>„{name}“ ist nun unter Ihren Modellen: Wählen Sie es im Hauptfenster unter Modell.</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
</context>
<context>
    <name>ForegroundControl</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Estimate the foreground&apos;s colours again</source>
        <translation>Die Farben des Vordergrunds noch einmal schätzen</translation>
    </message>
    <message>
        <source>Soft edges are shown in the picture&apos;s own colours. {sentence}</source>
        <translation>Weiche Ränder werden in den Farben des Bildes gezeigt. {sentence}</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Whether the window is light or dark</source>
        <translation>Ob das Fenster hell oder dunkel ist</translation>
    </message>
    <message>
        <source>What the window speaks, from the next start on</source>
        <translation>Die Sprache des Fensters, ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Show hints in their moment</source>
        <translation>Hinweise zur rechten Zeit zeigen</translation>
    </message>
    <message>
        <source>A sentence over the canvas, once each, that goes by itself</source>
        <translation>Ein Satz über der Arbeitsfläche, jeder einmal, der von selbst verschwindet</translation>
    </message>
    <message>
        <source>Show all hints again</source>
        <translation>Alle Hinweise wieder zeigen</translation>
    </message>
    <message>
        <source>Every hint comes once more when its moment comes</source>
        <translation>Jeder Hinweis kommt noch einmal, wenn seine Zeit kommt</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>The language takes effect at the next start.</source>
        <translation>Die Sprache gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>HelpControl</name>
    <message>
        <source>There is no log: {folder} could not be made.</source>
        <translation>Es gibt kein Protokoll: {folder} konnte nicht angelegt werden.</translation>
    </message>
</context>
<context>
    <name>Hints</name>
    <message>
        <source>This is the alpha: white is kept, black is cut. {view_composite} shows the cut-out, {wipe} beside the photograph.</source>
        <translation>Das ist das Alpha: Weiß bleibt, Schwarz fällt weg. {view_composite} zeigt den Freisteller, {wipe} neben dem Foto.</translation>
    </message>
    <message>
        <source>If an alpha is nearly right, mend it by hand: {retouch} paints on the Result itself.</source>
        <translation>Ist ein Alpha beinahe richtig, bessern Sie es von Hand aus: {retouch} malt auf dem Ergebnis selbst.</translation>
    </message>
    <message>
        <source>To go on another day, keep trimap, runs and retouch in one file: {save_project} saves the project.</source>
        <translation>Um an einem anderen Tag weiterzumachen, bewahren Sie Trimap, Durchläufe und Retusche in einer Datei auf: {save_project} speichert das Projekt.</translation>
    </message>
    <message>
        <source>Hold Space, or the middle button, and drag to move the picture; {fit} shows it whole.</source>
        <translation>Halten Sie die Leertaste oder die mittlere Maustaste, und ziehen Sie, um das Bild zu verschieben; {fit} zeigt es ganz.</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Earlier steps, no longer kept</source>
        <translation>Frühere Schritte, nicht mehr aufbewahrt</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Click a step to go back to it, or forward again</source>
        <translation>Ein Klick auf einen Schritt geht dorthin zurück, oder wieder vor</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Words of an action, or a key as Ctrl+E</source>
        <translation>Wörter eines Befehls, oder eine Taste wie Strg+E</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Choose an action to give it another key</source>
        <translation>Wählen Sie einen Befehl, um ihm eine andere Taste zu geben</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>Click here, then press the new key</source>
        <translation>Hier klicken, dann die neue Taste drücken</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Take its keys from the action</source>
        <translation>Dem Befehl seine Tasten nehmen</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Übliche Taste</translation>
    </message>
    <message>
        <source>Give the action its usual key again</source>
        <translation>Dem Befehl wieder seine übliche Taste geben</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Give the key to this action, and take it from the other one</source>
        <translation>Die Taste diesem Befehl geben und dem anderen nehmen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Leave all keys as they are</source>
        <translation>Alle Tasten lassen, wie sie sind</translation>
    </message>
    <message>
        <source>Give every action its usual keys?</source>
        <translation>Allen Befehlen ihre üblichen Tasten geben?</translation>
    </message>
    <message>
        <source>The keys that you have chosen are forgotten.</source>
        <translation>Die Tasten, die Sie gewählt haben, werden vergessen.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>{keys} (yours)</source>
        <translation>{keys} (eigene)</translation>
    </message>
    <message>
        <source>none (yours)</source>
        <translation>keine (eigene)</translation>
    </message>
    <message>
        <source>Click into the field and press the new key.</source>
        <translation>Klicken Sie in das Feld, und drücken Sie die neue Taste.</translation>
    </message>
    <message>
        <source>{key} {what}: it cannot be the key of an action.</source>
        <translation>{key} {what}: Sie kann nicht die Taste eines Befehls sein.</translation>
    </message>
    <message>
        <source>{key} is the key of “{action}”.</source>
        <translation>{key} ist die Taste von „{action}“.</translation>
    </message>
    <message>
        <source>Done: the new key works at once.</source>
        <translation>Erledigt: Die neue Taste gilt sofort.</translation>
    </message>
</context>
<context>
    <name>LeftBar</name>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Legend of the trimap</source>
        <translation>Legende der Trimap</translation>
    </message>
    <message>
        <source>key {key}</source>
        <translation>Taste {key}</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>How far the model is from your mattes and the others&apos;, from step to step: lower is better</source>
        <translation>Wie weit das Modell von Ihren und den anderen Matten entfernt ist, von Schritt zu Schritt: weniger ist besser</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>What you set is forgotten at the end: {file} cannot be written to.</source>
        <translation>Was Sie einstellen, wird am Ende vergessen: {file} kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Last corner</source>
        <translation>Letzte Ecke</translation>
    </message>
    <message>
        <source>More tools</source>
        <translation>Weitere Werkzeuge</translation>
    </message>
</context>
<context>
    <name>MeansTable</name>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Show all messages</source>
        <translation>Alle Meldungen zeigen</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>Show the latest messages only</source>
        <translation>Nur die letzten Meldungen zeigen</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>The card of the model that comes with the program</source>
        <translation>Die Karte des Modells, das dem Programm beiliegt</translation>
    </message>
</context>
<context>
    <name>ModelControl</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Look for the models again</source>
        <translation>Noch einmal nach den Modellen suchen</translation>
    </message>
    <message>
        <source>Load the model again</source>
        <translation>Das Modell noch einmal laden</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Anderes Modell wählen</translation>
    </message>
    <message>
        <source>Show the models that there are</source>
        <translation>Die vorhandenen Modelle zeigen</translation>
    </message>
    <message>
        <source>{run} was made with the model “{model}”, which is not among yours: Matte takes {chosen}.</source>
        <translation>{run} wurde mit dem Modell „{model}“ gemacht, das nicht unter Ihren Modellen ist: Freigestellt wird mit {chosen}.</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Every model there is; Return uses the one chosen</source>
        <translation>Jedes Modell, das es gibt; Return verwendet das gewählte</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{name}, in use</source>
        <translation>{name}, in Gebrauch</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Use this model</source>
        <translation>Modell verwenden</translation>
    </message>
    <message>
        <source>Make it the model that Matte computes with</source>
        <translation>Zu dem Modell machen, mit dem Freistellen rechnet</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Give the model, and its file, another name</source>
        <translation>Dem Modell und seiner Datei einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Move the model&apos;s file to the wastebasket</source>
        <translation>Die Datei des Modells in den Papierkorb legen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder that the model&apos;s file lies in</source>
        <translation>Den Ordner öffnen, in dem die Datei des Modells liegt</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Read how good the model is, what it was trained on and where it is weak</source>
        <translation>Lesen, wie gut das Modell ist, womit es trainiert wurde und wo es schwach ist</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Zitat kopieren</translation>
    </message>
    <message>
        <source>Put the paper&apos;s citation on the clipboard, as BibTeX</source>
        <translation>Das Zitat der Veröffentlichung als BibTeX in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
</context>
<context>
    <name>ModelWindow</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Import the authors&apos; weights…</source>
        <translation>Gewichte der Autoren importieren …</translation>
    </message>
    <message>
        <source>Make a model of the two files that the paper&apos;s authors publish</source>
        <translation>Ein Modell aus den zwei Dateien machen, die die Autoren der Veröffentlichung bereitstellen</translation>
    </message>
    <message>
        <source>Import a model file…</source>
        <translation>Modelldatei importieren …</translation>
    </message>
    <message>
        <source>Take in a model file of this program&apos;s, ending in .safetensors</source>
        <translation>Eine Modelldatei dieses Programms aufnehmen, mit der Endung .safetensors</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop, and keep nothing of it</source>
        <translation>Anhalten und nichts davon behalten</translation>
    </message>
    <message>
        <source>A model is being imported.</source>
        <translation>Ein Modell wird importiert.</translation>
    </message>
    <message>
        <source>Model files (*.safetensors);;All files (*)</source>
        <translation>Modelldateien (*.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a model file</source>
        <translation>Modelldatei importieren</translation>
    </message>
    <message>
        <source>“{name}” is among your models now.</source>
        <translation>„{name}“ ist nun unter Ihren Modellen.</translation>
    </message>
    <message>
        <source>The model is called “{name}” now.</source>
        <translation>Das Modell heißt nun „{name}“.</translation>
    </message>
    <message>
        <source>“{name}” is in the wastebasket now.</source>
        <translation>„{name}“ ist nun im Papierkorb.</translation>
    </message>
    <message>
        <source>The import was cancelled; nothing was kept.</source>
        <translation>Der Import wurde abgebrochen; nichts wurde behalten.</translation>
    </message>
    <message>
        <source>Rename the model</source>
        <translation>Modell umbenennen</translation>
    </message>
    <message>
        <source>Remove “{name}” from your models?</source>
        <translation>„{name}“ aus Ihren Modellen entfernen?</translation>
    </message>
    <message>
        <source>Its file {file} goes to the system&apos;s wastebasket, where it can be had back.</source>
        <translation>Seine Datei {file} kommt in den Papierkorb des Systems, aus dem sie zurückgeholt werden kann.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The citation is on the clipboard.</source>
        <translation>Das Zitat ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Import the authors&apos; weights again?</source>
        <translation>Gewichte der Autoren noch einmal importieren?</translation>
    </message>
    <message>
        <source>There is a model “{name}” already. The new one takes its place.</source>
        <translation>Ein Modell „{name}“ gibt es schon. Das neue tritt an seine Stelle.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>The model&apos;s name, under which it stands in the list:</source>
        <translation>Der Name des Modells, unter dem es in der Liste steht:</translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>Comes with the program</source>
        <translation>Liegt dem Programm bei</translation>
    </message>
    <message>
        <source>Weights by the authors</source>
        <translation>Gewichte der Autoren</translation>
    </message>
    <message>
        <source>Fine-tuned</source>
        <translation>Nachtrainiert</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>MIT, as the program</source>
        <translation>MIT, wie das Programm</translation>
    </message>
    <message>
        <source>The authors&apos; own; cite their paper</source>
        <translation>Die der Autoren; zitieren Sie ihre Veröffentlichung</translation>
    </message>
    <message>
        <source>Those of the model that it began from</source>
        <translation>Die des Modells, von dem es ausging</translation>
    </message>
    <message>
        <source>Those of whoever made it</source>
        <translation>Die dessen, der es gemacht hat</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Weights by</source>
        <translation>Gewichte von</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>Trainiert für</translation>
    </message>
    <message>
        <source>Begins from</source>
        <translation>Beginnt von</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Cost of a run</source>
        <translation>Kosten eines Durchlaufs</translation>
    </message>
    <message>
        <source>Large pictures</source>
        <translation>Große Bilder</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Größe auf dem Datenträger</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>T = {levels}; 1 step</source>
        <translation>T = {levels}; 1 Schritt</translation>
    </message>
    <message>
        <source>T = {levels}; {counts} steps</source>
        <translation>T = {levels}; {counts} Schritte</translation>
    </message>
    <message>
        <source>a coarse matte</source>
        <translation>einer groben Matte</translation>
    </message>
    <message>
        <source>the trimap, as in the paper</source>
        <translation>der Trimap, wie in der Veröffentlichung</translation>
    </message>
    <message>
        <source>{all} million: encoder {encoder}, corrector {corrector}, prior {prior}</source>
        <translation>{all} Millionen: Encoder {encoder}, Korrektor {corrector}, Prior {prior}</translation>
    </message>
    <message>
        <source>{giga} billion multiply-accumulates at 512 × 512, T and S as trained</source>
        <translation>{giga} Milliarden Multiplikationen mit Addition bei 512 × 512, T und S wie trainiert</translation>
    </message>
    <message>
        <source>in one piece up to {megapixels} megapixels, above that in tiles of {tile} pixels</source>
        <translation>in einem Stück bis {megapixels} Megapixel, darüber in Kacheln von {tile} Pixeln</translation>
    </message>
    <message>
        <source>{name}, in the program&apos;s own folder</source>
        <translation>{name}, im Ordner des Programms</translation>
    </message>
    <message>
        <source>being counted…</source>
        <translation>wird gezählt …</translation>
    </message>
</context>
<context>
    <name>MonitorControl</name>
    <message>
        <source>Colours are shown as sRGB.</source>
        <translation>Farben werden als sRGB gezeigt.</translation>
    </message>
    <message>
        <source>Colours are shown for the profile “{name}”.</source>
        <translation>Farben werden für das Profil „{name}“ gezeigt.</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Delete what was trained so far</source>
        <translation>Löschen, was bisher trainiert wurde</translation>
    </message>
    <message>
        <source>“{name}” is trained, and not among your models yet.</source>
        <translation>„{name}“ ist trainiert, aber noch nicht unter Ihren Modellen.</translation>
    </message>
    <message>
        <source>Show the scores</source>
        <translation>Werte zeigen</translation>
    </message>
    <message>
        <source>Show what it gained and lost, and keep the model</source>
        <translation>Zeigen, was es gewonnen und verloren hat, und das Modell behalten</translation>
    </message>
    <message>
        <source>“{name}” was stopped at step {done} of {steps}. All of that is kept.</source>
        <translation>„{name}“ wurde bei Schritt {done} von {steps} angehalten. Alles davon ist aufbewahrt.</translation>
    </message>
    <message>
        <source>“{name}” was stopped before its training began.</source>
        <translation>„{name}“ wurde angehalten, bevor das Training begann.</translation>
    </message>
    <message>
        <source>Train on from where it was stopped</source>
        <translation>Dort weitertrainieren, wo es angehalten wurde</translation>
    </message>
</context>
<context>
    <name>OverlayLookDialog</name>
    <message>
        <source>Overlay&apos;s colours</source>
        <translation>Farben des Overlays</translation>
    </message>
    <message>
        <source>Usual colours</source>
        <translation>Übliche Farben</translation>
    </message>
</context>
<context>
    <name>OverlayLookForm</name>
    <message>
        <source>The tint of the foreground</source>
        <translation>Der Farbton des Vordergrunds</translation>
    </message>
    <message>
        <source>The tint of the background</source>
        <translation>Der Farbton des Hintergrunds</translation>
    </message>
    <message>
        <source>Strength of the tints</source>
        <translation>Stärke der Farbtöne</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Unknown is outlined, not tinted. Hold O to hide the overlay.</source>
        <translation>Unbekanntes ist umrandet, nicht gefärbt. Halten Sie O, um das Overlay auszublenden.</translation>
    </message>
    <message>
        <source>Colour of the foreground, {colour}</source>
        <translation>Farbe des Vordergrunds, {colour}</translation>
    </message>
    <message>
        <source>Colour of the background, {colour}</source>
        <translation>Farbe des Hintergrunds, {colour}</translation>
    </message>
    <message>
        <source>Colour of the foreground</source>
        <translation>Farbe des Vordergrunds</translation>
    </message>
    <message>
        <source>Colour of the background</source>
        <translation>Farbe des Hintergrunds</translation>
    </message>
</context>
<context>
    <name>PaintedPicture</name>
    <message>
        <source>Load a trimap</source>
        <translation>Trimap laden</translation>
    </message>
</context>
<context>
    <name>PalettePopup</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Words of what is looked for, or just some of its letters</source>
        <translation>Wörter aus dem Gesuchten, oder nur einige seiner Buchstaben</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Find an action: a few letters are enough</source>
        <translation>Befehl suchen: Ein paar Buchstaben genügen</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Gefundene Befehle</translation>
    </message>
    <message>
        <source>Return runs the action that is marked, and so does a click</source>
        <translation>Return führt den markierten Befehl aus, ein Klick ebenso</translation>
    </message>
    <message>
        <source>{name} — on</source>
        <translation>{name} – an</translation>
    </message>
    <message>
        <source>Return runs it, Escape closes. What is grey cannot be done just now.</source>
        <translation>Return führt ihn aus, Escape schließt. Was grau ist, geht gerade nicht.</translation>
    </message>
    <message>
        <source>Nothing is called so. Try another word, or fewer letters.</source>
        <translation>So heißt nichts. Versuchen Sie ein anderes Wort, oder weniger Buchstaben.</translation>
    </message>
</context>
<context>
    <name>PasteControl</name>
    <message>
        <source>There is no picture on the clipboard: copy one in another program, or open a file.</source>
        <translation>In der Zwischenablage ist kein Bild: Kopieren Sie eines in einem anderen Programm, oder öffnen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Paste a trimap</source>
        <translation>Trimap einfügen</translation>
    </message>
</context>
<context>
    <name>PicturesBox</name>
    <message>
        <source>Folders of pictures</source>
        <translation>Ordner mit Bildern</translation>
    </message>
    <message>
        <source>Folders of pictures with mattes, of cut-outs, or of projects: drop them here</source>
        <translation>Ordner mit Bildern und Matten, mit Freistellern oder mit Projekten: hier ablegen</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Choose a folder of pictures with mattes, of cut-outs, or of projects</source>
        <translation>Einen Ordner mit Bildern und Matten, mit Freistellern oder mit Projekten wählen</translation>
    </message>
    <message>
        <source>Add training set</source>
        <translation>Trainingssatz</translation>
    </message>
    <message>
        <source>The pictures that you kept with Add to training set</source>
        <translation>Die Bilder, die Sie mit In den Trainingssatz aufbewahrt haben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take the chosen folder off the list; its files stay where they are</source>
        <translation>Den gewählten Ordner von der Liste nehmen; seine Dateien bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>What is wrong with the pictures</source>
        <translation>Was an den Bildern nicht stimmt</translation>
    </message>
    <message>
        <source>What is wrong, file by file; such files are left out of training</source>
        <translation>Was nicht stimmt, Datei für Datei; solche Dateien werden beim Training ausgelassen</translation>
    </message>
    <message>
        <source>Your pictures</source>
        <translation>Ihre Bilder</translation>
    </message>
    <message>
        <source>Training set</source>
        <translation>Trainingssatz</translation>
    </message>
    <message>
        <source>Choose a folder of pictures with mattes</source>
        <translation>Ordner mit Bildern und Matten wählen</translation>
    </message>
    <message>
        <source>Looking at the pictures of {name}: {share} %</source>
        <translation>Die Bilder von {name} werden angesehen: {share} %</translation>
    </message>
    <message>
        <source>There are no pictures yet. Finish a picture and choose Models › Add to training set, or add a folder of pictures with mattes, of cut-outs, or of projects.</source>
        <translation>Noch sind keine Bilder da. Stellen Sie ein Bild fertig, und wählen Sie Modelle › In den Trainingssatz, oder fügen Sie einen Ordner mit Bildern und Matten, mit Freistellern oder mit Projekten hinzu.</translation>
    </message>
    <message>
        <source>Looking at the pictures…</source>
        <translation>Die Bilder werden angesehen …</translation>
    </message>
    <message>
        <source>Waiting for other work on folders.</source>
        <translation>Es wird auf andere Arbeit an Ordnern gewartet.</translation>
    </message>
    <message>
        <source>1 picture with its matte</source>
        <translation>1 Bild mit seiner Matte</translation>
    </message>
    <message>
        <source>{count} pictures with mattes</source>
        <translation>{count} Bilder mit Matten</translation>
    </message>
    <message>
        <source>1 thing is wrong:</source>
        <translation>1 Sache stimmt nicht:</translation>
    </message>
    <message>
        <source>{count} things are wrong:</source>
        <translation>{count} Sachen stimmen nicht:</translation>
    </message>
    <message>
        <source>Four or more teach a look better.</source>
        <translation>Vier oder mehr vermitteln einen Stil besser.</translation>
    </message>
</context>
<context>
    <name>PreferencesWindow</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>The pages of Preferences</source>
        <translation>Die Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Reset to usual</source>
        <translation>Auf Übliches zurücksetzen</translation>
    </message>
    <message>
        <source>Put everything on this page back to what it comes with</source>
        <translation>Alles auf dieser Seite so einstellen, wie es geliefert wird</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close Preferences; all is kept</source>
        <translation>Die Einstellungen schließen; alles bleibt erhalten</translation>
    </message>
</context>
<context>
    <name>PreviewBadge</name>
    <message>
        <source>Preview, coarse: Matte refines it</source>
        <translation>Vorschau, grob: Freistellen verfeinert sie</translation>
    </message>
</context>
<context>
    <name>PreviewInset</name>
    <message>
        <source>Live preview of the alpha, coarse</source>
        <translation>Live-Vorschau des Alphas, grob</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>PreviewMattes</name>
    <message>
        <source>Your picture</source>
        <translation>Ihr Bild</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Your matte</source>
        <translation>Ihre Matte</translation>
    </message>
    <message>
        <source>The matte of the model to begin from</source>
        <translation>Die Matte des Modells, von dem ausgegangen wird</translation>
    </message>
    <message>
        <source>The matte of the model as it is now</source>
        <translation>Die Matte des Modells, wie es jetzt ist</translation>
    </message>
    <message>
        <source>What it should be</source>
        <translation>Wie es sein sollte</translation>
    </message>
    <message>
        <source>One of your pictures, held out of training if any is</source>
        <translation>Eines Ihrer Bilder, ein zurückgehaltenes, wenn es eines gibt</translation>
    </message>
    <message>
        <source>{name}, after step {step} of {steps}</source>
        <translation>{name}, nach Schritt {step} von {steps}</translation>
    </message>
    <message>
        <source>Mattes of one of your pictures appear here as the model trains.</source>
        <translation>Hier erscheinen Matten eines Ihrer Bilder, während das Modell trainiert.</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Making the preview…</source>
        <translation>Die Vorschau entsteht …</translation>
    </message>
    <message>
        <source>  ({place} of {count})</source>
        <translation>  ({place} von {count})</translation>
    </message>
</context>
<context>
    <name>ProgressFoot</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Begin, or go on</source>
        <translation>Beginnen oder weitermachen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop after the piece of work in flight; what is done stays</source>
        <translation>Nach dem laufenden Arbeitsstück anhalten; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>ProgressPart</name>
    <message>
        <source>Looking at the pictures</source>
        <translation>Die Bilder werden angesehen</translation>
    </message>
    <message>
        <source>Trying a few steps</source>
        <translation>Ein paar Schritte zur Probe</translation>
    </message>
    <message>
        <source>Measuring before</source>
        <translation>Messung vorher</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Measuring after</source>
        <translation>Messung nachher</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Wie weit es ist</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Your picture, as it learns</source>
        <translation>Ihr Bild, während es lernt</translation>
    </message>
    <message>
        <source>Train a model further on finished pictures of your own, and it learns their look: your backdrop, your lens, your fur. Other pictures are mixed in, so that nothing else is forgotten. You can watch it, pause it, stop it, and go on another day.</source>
        <translation>Trainieren Sie ein Modell mit eigenen fertigen Bildern weiter, und es lernt ihren Stil: Ihren Hintergrund, Ihr Objektiv, Ihr Fell. Andere Bilder werden beigemischt, damit sonst nichts vergessen wird. Sie können zusehen, pausieren, anhalten und an einem anderen Tag weitermachen.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt …</translation>
    </message>
    <message>
        <source>{stage}: {done} of {of}</source>
        <translation>{stage}: {done} von {of}</translation>
    </message>
    <message>
        <source>{speed} crops per second</source>
        <translation>{speed} Ausschnitte je Sekunde</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>noch etwa {minutes} min</translation>
    </message>
</context>
<context>
    <name>ProjectControl</name>
    <message>
        <source>Find picture…</source>
        <translation>Bild suchen …</translation>
    </message>
    <message>
        <source>Say where the project&apos;s picture is now</source>
        <translation>Zeigen, wo das Bild des Projekts jetzt liegt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the saving; the file there is stays as it is</source>
        <translation>Das Speichern anhalten; die vorhandene Datei bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>It lies in {folder}.</source>
        <translation>Es gibt sie schon in {folder}.</translation>
    </message>
    <message>
        <source>{name} was changed since you opened or saved it, perhaps in another window or on another computer. If you replace it, what was changed there is lost.</source>
        <translation>{name} wurde geändert, seit Sie es geöffnet oder gespeichert haben, vielleicht in einem anderen Fenster oder an einem anderen Rechner. Wenn Sie es ersetzen, geht verloren, was dort geändert wurde.</translation>
    </message>
    <message>
        <source>Replace {name}?</source>
        <translation>{name} ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>{name} may have been changed since your work was kept, perhaps in another window or on another computer. If you replace it, what was changed there is lost.</source>
        <translation>{name} wurde vielleicht geändert, seit Ihre Arbeit aufgehoben wurde, in einem anderen Fenster oder auf einem anderen Rechner. Wenn Sie es ersetzen, geht verloren, was dort geändert wurde.</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>{file} gespeichert.</translation>
    </message>
    <message>
        <source>The saving was cancelled; your changes are not saved yet.</source>
        <translation>Das Speichern wurde abgebrochen; Ihre Änderungen sind noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>{picture}, the picture of {project}, is not where it was: find it, or bring it back and open the project again.</source>
        <translation>{picture}, das Bild von {project}, ist nicht mehr dort, wo es war: Suchen Sie es, oder legen Sie es zurück und öffnen Sie das Projekt noch einmal.</translation>
    </message>
    <message>
        <source>Where is {name}?</source>
        <translation>Wo ist {name}?</translation>
    </message>
</context>
<context>
    <name>RecentControl</name>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Noch wurde nichts geöffnet</translation>
    </message>
    <message>
        <source>{key}{name} (not found)</source>
        <translation>{key}{name} (nicht gefunden)</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>{day} {month}, {time}</source>
        <translation>{day}. {month}, {time}</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Go on with it; it counts as changed until you save it</source>
        <translation>Damit weitermachen; es gilt als geändert, bis Sie es speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Delete what was kept of it</source>
        <translation>Löschen, was davon aufbewahrt wurde</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder in the file manager</source>
        <translation>Den Ordner in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>Your work on {name} from {when} was not saved.</source>
        <translation>Ihre Arbeit an {name} von {when} wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Work that was kept against a crash is out of reach. {reason}</source>
        <translation>Arbeit, die für den Fall eines Absturzes aufgehoben wurde, ist nicht erreichbar. {reason}</translation>
    </message>
    <message>
        <source>Work that was kept against a crash cannot be read: {path} is damaged, or of a later version. Copy it elsewhere if you want to keep it, and discard it here.</source>
        <translation>Arbeit, die für den Fall eines Absturzes aufgehoben wurde, lässt sich nicht lesen: {path} ist beschädigt oder von einer späteren Version. Kopieren Sie die Datei anderswohin, wenn Sie sie behalten wollen, und verwerfen Sie sie hier.</translation>
    </message>
    <message>
        <source>the work on {name}</source>
        <translation>die Arbeit an {name}</translation>
    </message>
    <message>
        <source>Discard your work on {name} from {when}?</source>
        <translation>Ihre Arbeit an {name} von {when} verwerfen?</translation>
    </message>
    <message>
        <source>Discard {name}?</source>
        <translation>{name} verwerfen?</translation>
    </message>
    <message>
        <source>It cannot be brought back.</source>
        <translation>Sie lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>ReleasedDialog</name>
    <message>
        <source>Import the authors&apos; weights</source>
        <translation>Gewichte der Autoren importieren</translation>
    </message>
    <message>
        <source>The prior</source>
        <translation>Der Prior</translation>
    </message>
    <message>
        <source>The matting checkpoint</source>
        <translation>Die Datei für das Matting</translation>
    </message>
    <message>
        <source>Swap the two</source>
        <translation>Beide tauschen</translation>
    </message>
    <message>
        <source>Put each file into the other&apos;s place</source>
        <translation>Jede Datei an die Stelle der anderen setzen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Make a model of the two files</source>
        <translation>Aus den zwei Dateien ein Modell machen</translation>
    </message>
    <message>
        <source>The authors link two files under &lt;i&gt;Pretrained Models&lt;/i&gt; in the README of {link}. Fetch and unpack them yourself, under the authors&apos; terms: nothing is downloaded by this program.</source>
        <translation>Die Autoren verweisen unter &lt;i&gt;Pretrained Models&lt;/i&gt; im README von {link} auf zwei Dateien. Laden und entpacken Sie sie selbst, unter den Bedingungen der Autoren: Dieses Programm lädt nichts herunter.</translation>
    </message>
    <message>
        <source>Importing takes about ten seconds and 1.5 GB of memory, and makes a model of 200 MB. Nothing in the files is executed: they are read as plain tensors, and every one is checked. A picture of 512 × 512 takes the model 30 to 90 seconds on two CPU cores.</source>
        <translation>Der Import dauert etwa zehn Sekunden, braucht 1,5 GB Speicher und ergibt ein Modell von 200 MB. Nichts in den Dateien wird ausgeführt: Sie werden als einfache Tensoren gelesen, und jeder wird geprüft. Für ein Bild von 512 × 512 braucht das Modell auf zwei CPU-Kernen 30 bis 90 Sekunden.</translation>
    </message>
</context>
<context>
    <name>Replacing</name>
    <message>
        <source>Open {name} instead?</source>
        <translation>Stattdessen {name} öffnen?</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>Dieses behalten</translation>
    </message>
    <message>
        <source>A run is going on; opening another picture stops it.</source>
        <translation>Ein Durchlauf ist im Gang; ein anderes Bild zu öffnen hält ihn an.</translation>
    </message>
    <message>
        <source>Save and open</source>
        <translation>Speichern und öffnen</translation>
    </message>
    <message>
        <source>Open without saving</source>
        <translation>Öffnen ohne zu speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>RetouchBar</name>
    <message>
        <source>Retouch</source>
        <translation>Retusche</translation>
    </message>
    <message>
        <source>Retouch the Result</source>
        <translation>Ergebnis retuschieren</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <source>How far the brush has no soft rim, as a part of its radius; 100 %: whole pixels, all or nothing</source>
        <translation>Bis wohin der Pinsel keinen weichen Saum hat, als Anteil seines Radius; 100 %: ganze Pixel, alles oder nichts</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>How much of the alpha one stroke covers; several strokes over a place add up</source>
        <translation>Wie viel des Alphas ein Strich deckt; mehrere Striche über einer Stelle addieren sich</translation>
    </message>
</context>
<context>
    <name>RetouchControl</name>
    <message>
        <source>There is no Result to retouch yet: Matte first, then paint on its alpha.</source>
        <translation>Es gibt noch kein Ergebnis zu retuschieren: Stellen Sie erst frei, dann malen Sie auf dem Alpha.</translation>
    </message>
    <message>
        <source>Your retouch was kept over the new result.</source>
        <translation>Ihre Retusche wurde über dem neuen Ergebnis beibehalten.</translation>
    </message>
</context>
<context>
    <name>RetouchStroke</name>
    <message>
        <source>Retouch opaque</source>
        <translation>Retusche: deckend</translation>
    </message>
    <message>
        <source>Retouch transparent</source>
        <translation>Retusche: transparent</translation>
    </message>
    <message>
        <source>Retouch restore</source>
        <translation>Retusche: wiederherstellen</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Run {number}</source>
        <translation>Durchlauf {number}</translation>
    </message>
    <message>
        <source>coarse matte</source>
        <translation>grober Matte</translation>
    </message>
    <message>
        <source>trimap (paper)</source>
        <translation>Trimap (Veröffentlichung)</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <source>no correction</source>
        <translation>ohne Korrektur</translation>
    </message>
    <message>
        <source>no ARP</source>
        <translation>ohne ARP</translation>
    </message>
    <message>
        <source>rectangle {width} × {height}</source>
        <translation>Rechteck {width} × {height}</translation>
    </message>
    <message>
        <source>{run} · result</source>
        <translation>{run} · Ergebnis</translation>
    </message>
</context>
<context>
    <name>RunChoices</name>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>{steps} steps</source>
        <translation>{steps} Schritte</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <source>no correction</source>
        <translation>ohne Korrektur</translation>
    </message>
    <message>
        <source>no ARP</source>
        <translation>ohne ARP</translation>
    </message>
    <message>
        <source>own settings</source>
        <translation>eigene Einstellungen</translation>
    </message>
</context>
<context>
    <name>RunControl</name>
    <message>
        <source>There is no result yet to mend a rectangle of: Matte the whole picture first.</source>
        <translation>Es gibt noch kein Ergebnis, von dem ein Rechteck auszubessern wäre: Stellen Sie erst das ganze Bild frei.</translation>
    </message>
    <message>
        <source>Rectangle of the Result · {settings}</source>
        <translation>Rechteck des Ergebnisses · {settings}</translation>
    </message>
    <message>
        <source>{run} without correction</source>
        <translation>{run} ohne Korrektur</translation>
    </message>
    <message>
        <source>There is no picture yet: open one, or try a sample.</source>
        <translation>Es gibt noch kein Bild: Öffnen Sie eines, oder versuchen Sie ein Beispiel.</translation>
    </message>
    <message>
        <source>The same trimap and settings give the same alpha, and this run was asked for already.</source>
        <translation>Dieselbe Trimap und dieselben Einstellungen geben dasselbe Alpha, und dieser Durchlauf ist schon angefordert.</translation>
    </message>
    <message>
        <source>The same trimap and settings give the same alpha: {run} is that run already.</source>
        <translation>Dieselbe Trimap und dieselben Einstellungen geben dasselbe Alpha: {run} ist dieser Durchlauf schon.</translation>
    </message>
    <message>
        <source>Paint some foreground and some background first: a few strokes of each are enough.</source>
        <translation>Malen Sie erst etwas Vordergrund und etwas Hintergrund: Ein paar Striche von beiden genügen.</translation>
    </message>
    <message>
        <source>Paint some foreground: strokes over what is surely kept.</source>
        <translation>Malen Sie etwas Vordergrund: Striche über das, was sicher bleibt.</translation>
    </message>
    <message>
        <source>Paint some background: strokes over what is surely cut away.</source>
        <translation>Malen Sie etwas Hintergrund: Striche über das, was sicher wegfällt.</translation>
    </message>
    <message>
        <source>Nothing is unknown, so the alpha is the trimap itself. Make a band around its edge.</source>
        <translation>Nichts ist unbekannt, also ist das Alpha die Trimap selbst. Legen Sie ein Band um ihren Rand.</translation>
    </message>
    <message>
        <source>Cancelled. The unfinished run was dropped.</source>
        <translation>Abgebrochen. Der unfertige Durchlauf wurde verworfen.</translation>
    </message>
    <message>
        <source>Cancelled. The unfinished run was dropped; {result} is unchanged.</source>
        <translation>Abgebrochen. Der unfertige Durchlauf wurde verworfen; {result} ist unverändert.</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>What computes the alpha</source>
        <translation>Was das Alpha berechnet</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>Freistellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Durchläufe</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Noch kein Ergebnis</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>{text} · {time} left</source>
        <translation>{text} · noch {time}</translation>
    </message>
    <message>
        <source>Matte next</source>
        <translation>Einreihen</translation>
    </message>
    <message>
        <source>Run with the present trimap and settings as soon as the run at work is done</source>
        <translation>Mit der jetzigen Trimap und den jetzigen Einstellungen rechnen, sobald der laufende Durchlauf fertig ist</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Bricht ab …</translation>
    </message>
    <message>
        <source>Trimap</source>
        <translation>Trimap</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>Durchläufe</translation>
    </message>
    <message>
        <source>Kept until another picture is opened</source>
        <translation>Bleiben, bis ein anderes Bild geöffnet wird</translation>
    </message>
    <message>
        <source>Kept in {name}</source>
        <translation>Aufbewahrt in {name}</translation>
    </message>
    <message>
        <source>Saved along with {name}</source>
        <translation>Werden mit {name} gespeichert</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Durchlauf</translation>
    </message>
</context>
<context>
    <name>ScoresView</name>
    <message>
        <source>Your pictures held out</source>
        <translation>Ihre zurückgehaltenen Bilder</translation>
    </message>
    <message>
        <source>Your pictures trained on</source>
        <translation>Ihre trainierten Bilder</translation>
    </message>
    <message>
        <source>Guard: other pictures</source>
        <translation>Wache: andere Bilder</translation>
    </message>
    <message>
        <source>Put it among my models</source>
        <translation>Zu meinen Modellen</translation>
    </message>
    <message>
        <source>Add the new model to the list of models, under its name</source>
        <translation>Das neue Modell unter seinem Namen in die Liste der Modelle aufnehmen</translation>
    </message>
    <message>
        <source>Scores before and after</source>
        <translation>Werte vorher und nachher</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>On your pictures SAD changed by {change}: the model before is the better one. More pictures or more time may help.</source>
        <translation>Auf Ihren Bildern änderte sich SAD um {change}: Das Modell davor ist das bessere. Mehr Bilder oder mehr Zeit könnten helfen.</translation>
    </message>
    <message>
        <source>On pictures of yours that it never saw, SAD changed by {change}.</source>
        <translation>Auf Ihren Bildern, die es nie gesehen hat, änderte sich SAD um {change}.</translation>
    </message>
    <message>
        <source>On the pictures it was trained on, SAD changed by {change}.</source>
        <translation>Auf den Bildern, mit denen es trainiert wurde, änderte sich SAD um {change}.</translation>
    </message>
    <message>
        <source>No picture was held out, so this says little of others of your look.</source>
        <translation>Kein Bild wurde zurückgehalten, darum sagt das wenig über andere Ihres Stils.</translation>
    </message>
    <message>
        <source>On the guard, other pictures than yours, SAD rose by {change}: something was lost there.</source>
        <translation>Auf der Wache, anderen Bildern als Ihren, stieg SAD um {change}: Dort ging etwas verloren.</translation>
    </message>
    <message>
        <source>Use this model for pictures like yours; more time loses less.</source>
        <translation>Verwenden Sie dieses Modell für Bilder wie Ihre; mehr Zeit verliert weniger.</translation>
    </message>
    <message>
        <source>On the guard, other pictures than yours, nothing was lost ({change}).</source>
        <translation>Auf der Wache, anderen Bildern als Ihren, ging nichts verloren ({change}).</translation>
    </message>
</context>
<context>
    <name>SelfCheckDialog</name>
    <message>
        <source>Self-check</source>
        <translation>Selbsttest</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>How much has been checked</source>
        <translation>Wie viel schon geprüft ist</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Put all of it on the clipboard as text, to be sent to whoever can help</source>
        <translation>Alles als Text in die Zwischenablage kopieren, für jemanden, der helfen kann</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Check everything once more</source>
        <translation>Alles noch einmal prüfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>The report is on the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Something does not work: see below what can be done.</source>
        <translation>Etwas geht nicht: Unten steht, was sich tun lässt.</translation>
    </message>
    <message>
        <source>It works; something could be better.</source>
        <translation>Es läuft; etwas könnte besser sein.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>Die Prüfung wurde angehalten.</translation>
    </message>
    <message>
        <source>all is well</source>
        <translation>alles in Ordnung</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>moves the picture while it is held</source>
        <translation>verschiebt das Bild, solange sie gehalten wird</translation>
    </message>
    <message>
        <source>hides the overlay while it is held</source>
        <translation>blendet das Overlay aus, solange sie gehalten wird</translation>
    </message>
    <message>
        <source>closes a polygon and presses buttons</source>
        <translation>schließt ein Polygon und drückt Schaltflächen</translation>
    </message>
    <message>
        <source>takes a polygon&apos;s last corner back</source>
        <translation>nimmt die letzte Ecke eines Polygons zurück</translation>
    </message>
    <message>
        <source>goes to the next field</source>
        <translation>geht zum nächsten Feld</translation>
    </message>
    <message>
        <source>goes to the field before</source>
        <translation>geht zum vorigen Feld</translation>
    </message>
    <message>
        <source>goes through lists and the rows of the steps</source>
        <translation>geht durch Listen und die Zeilen der Schritte</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom about the cursor</source>
        <translation>Um den Zeiger zoomen</translation>
    </message>
    <message>
        <source>Space or middle button</source>
        <translation>Leertaste, mittlere Taste</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Rechte Taste</translation>
    </message>
    <message>
        <source>Paint unknown; with Retouch: restore</source>
        <translation>Unbekannt malen; Retusche: wiederherstellen</translation>
    </message>
    <message>
        <source>Hold O</source>
        <translation>O halten</translation>
    </message>
    <message>
        <source>Hide the overlay</source>
        <translation>Overlay ausblenden</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Straight line from the last stroke</source>
        <translation>Gerade Linie vom letzten Strich</translation>
    </message>
    <message>
        <source>With Retouch: opaque, transparent, restore, swap</source>
        <translation>Retusche: deckend, transparent, zurück, tauschen</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>32-bit</source>
        <translation>32 Bit</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pixel under the cursor</source>
        <translation>Pixel unter dem Zeiger</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Das Modell wird geladen …</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>Gerät und Genauigkeit</translation>
    </message>
    <message>
        <source>What computes the run, and with which numbers (Advanced, Device)</source>
        <translation>Was den Durchlauf berechnet, und mit welchen Zahlen (Erweitert, Gerät)</translation>
    </message>
    <message>
        <source>{computing} · loading the model</source>
        <translation>{computing} · Modell wird geladen</translation>
    </message>
    <message>
        <source>No model loaded</source>
        <translation>Kein Modell geladen</translation>
    </message>
    <message>
        <source>{computing} · no model loaded</source>
        <translation>{computing} · kein Modell geladen</translation>
    </message>
    <message>
        <source>x {x}  y {y}     RGB {colour}     {letter}</source>
        <translation>x {x}  y {y}     RGB {colour}     {letter}</translation>
    </message>
    <message>
        <source>     α ≈ {alpha} (preview)</source>
        <translation>     α ≈ {alpha} (Vorschau)</translation>
    </message>
    <message>
        <source>     difference {difference}</source>
        <translation>     Differenz {difference}</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>{key} fits</source>
        <translation>{key} passt ein</translation>
    </message>
    <message>
        <source>{key} is 100 %</source>
        <translation>{key} ist 100 %</translation>
    </message>
    <message>
        <source>Zoom: {ways}</source>
        <translation>Zoom: {ways}</translation>
    </message>
    <message>
        <source>float, linear</source>
        <translation>Gleitkomma, linear</translation>
    </message>
    <message>
        <source>8-bit</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16-bit</source>
        <translation>16 Bit</translation>
    </message>
</context>
<context>
    <name>StepControl</name>
    <message>
        <source>The run at work</source>
        <translation>Der laufende Durchlauf</translation>
    </message>
    <message>
        <source>This run is of a rectangle: the path without correction is there for runs of the whole picture.</source>
        <translation>Dieser Durchlauf gilt einem Rechteck: Den Weg ohne Korrektur gibt es für Durchläufe des ganzen Bildes.</translation>
    </message>
    <message>
        <source>This run has no correction: its own path is the one without.</source>
        <translation>Dieser Durchlauf hat keine Korrektur: Sein eigener Weg ist der ohne.</translation>
    </message>
    <message>
        <source>Computing the path without correction…</source>
        <translation>Der Weg ohne Korrektur wird berechnet …</translation>
    </message>
    <message>
        <source>{result} is from an earlier trimap. Matte again to renew it.</source>
        <translation>{result} stammt von einer früheren Trimap. Freistellen erneuert es.</translation>
    </message>
    <message>
        <source>You are looking at: {frame}. Export uses the Result.</source>
        <translation>Sie sehen: {frame}. Der Export verwendet das Ergebnis.</translation>
    </message>
    <message>
        <source>from {start}, T = {t_start}, {steps}</source>
        <translation>aus {start}, T = {t_start}, {steps}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Tool options</source>
        <translation>Werkzeugoptionen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Brush diameter</source>
        <translation>Pinseldurchmesser</translation>
    </message>
    <message>
        <source>Paint {what}</source>
        <translation>{what} malen</translation>
    </message>
    <message>
        <source>Brush diameter in picture pixels</source>
        <translation>Pinseldurchmesser in Bildpixeln</translation>
    </message>
    <message>
        <source>Behind the composite</source>
        <translation>Hinter der Montage</translation>
    </message>
    <message>
        <source>What lies behind the composite</source>
        <translation>Was hinter der Montage liegt</translation>
    </message>
</context>
<context>
    <name>TrainingChoices</name>
    <message>
        <source>Begin from</source>
        <translation>Ausgehen von</translation>
    </message>
    <message>
        <source>The model that is trained further; it stays as it is itself</source>
        <translation>Das Modell, das weitertrainiert wird; es selbst bleibt, wie es ist</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Time to train</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>Minutes of training; measuring before and after comes on top</source>
        <translation>Minuten des Trainings; die Messung vorher und nachher kommt dazu</translation>
    </message>
    <message>
        <source>one in five</source>
        <translation>eines von fünf</translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Pictures that are not trained on, to measure what the model makes of others of your look</source>
        <translation>Bilder, mit denen nicht trainiert wird, um zu messen, was das Modell aus anderen Ihres Stils macht</translation>
    </message>
    <message>
        <source>my pictures</source>
        <translation>meine Bilder</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Name des neuen Modells</translation>
    </message>
    <message>
        <source>What the new model is called in the list of models</source>
        <translation>Wie das neue Modell in der Liste der Modelle heißt</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzen</translation>
    </message>
    <message>
        <source>Train for</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>New model&apos;s name</source>
        <translation>Name des neuen Modells</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>{steps} steps of {seconds} s fit into {minutes} minutes. Measuring before and after comes on top.</source>
        <translation>{steps} Schritte von {seconds} s passen in {minutes} Minuten. Die Messung vorher und nachher kommt dazu.</translation>
    </message>
    <message>
        <source>It takes {minutes} minutes of training; measuring before and after comes on top.</source>
        <translation>Das Training dauert {minutes} Minuten; die Messung vorher und nachher kommt dazu.</translation>
    </message>
</context>
<context>
    <name>TrainingSetControl</name>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the training set&apos;s folder in the file manager</source>
        <translation>Den Ordner des Trainingssatzes in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>{name}, for the training set</source>
        <translation>{name}, für den Trainingssatz</translation>
    </message>
    <message>
        <source>Adding “{name}” to the training set.</source>
        <translation>„{name}“ kommt in den Trainingssatz.</translation>
    </message>
    <message>
        <source>Replace “{name}” in the training set?</source>
        <translation>„{name}“ im Trainingssatz ersetzen?</translation>
    </message>
    <message>
        <source>There is a picture of this name already. Replace it if it is the same picture; keep both if it is another one.</source>
        <translation>Ein Bild dieses Namens gibt es schon. Ersetzen Sie es, wenn es dasselbe Bild ist; behalten Sie beide, wenn es ein anderes ist.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“{name}” is in the training set, as its first picture.</source>
        <translation>„{name}“ ist im Trainingssatz, als sein erstes Bild.</translation>
    </message>
    <message>
        <source>“{name}” is in the training set, which holds {count} pictures now.</source>
        <translation>„{name}“ ist im Trainingssatz, der nun {count} Bilder enthält.</translation>
    </message>
    <message>
        <source>“{name}” was not added to the training set.</source>
        <translation>„{name}“ wurde nicht in den Trainingssatz aufgenommen.</translation>
    </message>
</context>
<context>
    <name>TrimapControl</name>
    <message>
        <source>Press {foreground} and paint well inside the subject, {background} and paint around it; leave hair and soft edges unknown. Or drag a box around it.</source>
        <translation>Drücken Sie {foreground} und malen Sie deutlich im Motiv, mit {background} rund darum; Haar und weiche Ränder lassen Sie unbekannt. Oder ziehen Sie einen Rahmen darum.</translation>
    </message>
    <message>
        <source>Trimap from a box</source>
        <translation>Trimap aus einem Rahmen</translation>
    </message>
    <message>
        <source>Trimap from the strokes</source>
        <translation>Trimap aus den Strichen</translation>
    </message>
    <message>
        <source>Widen the band</source>
        <translation>Band verbreitern</translation>
    </message>
    <message>
        <source>Narrow the band</source>
        <translation>Band verschmälern</translation>
    </message>
    <message>
        <source>Looking for the subject in the box…</source>
        <translation>Das Motiv im Rahmen wird gesucht …</translation>
    </message>
    <message>
        <source>There are no strokes yet: paint over the subject first, then let the app guess the rest.</source>
        <translation>Es gibt noch keine Striche: Malen Sie erst über das Motiv, dann lassen Sie das Übrige schätzen.</translation>
    </message>
    <message>
        <source>The trimap has changed meanwhile, so it was left as it is: do it again if you like.</source>
        <translation>Die Trimap hat sich inzwischen geändert und wurde gelassen, wie sie ist: Wiederholen Sie es, wenn Sie möchten.</translation>
    </message>
    <message>
        <source>box</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>strokes</source>
        <translation>Strichen</translation>
    </message>
    <message>
        <source>Made from the {source}: check it, paint where it is wrong, then click Matte.</source>
        <translation>Aus {source} erstellt: Prüfen Sie sie, malen Sie, wo sie falsch ist, dann klicken Sie auf Freistellen.</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Next: {words}</source>
        <translation>Danach: {words}</translation>
    </message>
    <message>
        <source>Drop {words}</source>
        <translation>{words} streichen</translation>
    </message>
    <message>
        <source>Do not run this one</source>
        <translation>Diesen nicht ausführen</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a picture here</source>
        <translation>Bild hier ablegen</translation>
    </message>
    <message>
        <source>Paint what to keep and what to cut, click Matte, and hair and fur come out clean.</source>
        <translation>Malen Sie, was bleibt und was wegfällt, klicken Sie auf Freistellen, und Haar und Fell werden sauber ausgeschnitten.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Try a sample</source>
        <translation>Beispiel versuchen</translation>
    </message>
    <message>
        <source>Open a photograph with its trimap, ready for Matte</source>
        <translation>Ein Foto mit seiner Trimap öffnen, bereit zum Freistellen</translation>
    </message>
    <message>
        <source>{title}. Photograph: {credit}</source>
        <translation>{title}. Foto: {credit}</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>{key} finds any action by its name.</source>
        <translation>{key} findet jeden Befehl nach seinem Namen.</translation>
    </message>
</context>
<context>
    <name>WipeControl</name>
    <message>
        <source>View at the left of the divider</source>
        <translation>Ansicht links vom Trenner</translation>
    </message>
    <message>
        <source>View at the right of the divider</source>
        <translation>Ansicht rechts vom Trenner</translation>
    </message>
</context>
<context>
    <name>_PictureArea</name>
    <message>
        <source>Preview of what will be written</source>
        <translation>Vorschau dessen, was geschrieben wird</translation>
    </message>
</context>
<context>
    <name>_ScaleBar</name>
    <message>
        <source>Orange: less alpha, down to -{span}; blue: more, up to {span}</source>
        <translation>Orange: weniger Alpha, bis -{span}; Blau: mehr, bis {span}</translation>
    </message>
    <message>
        <source>Orange: less alpha. White: equal. Blue: more alpha.</source>
        <translation>Orange: weniger Alpha. Weiß: gleich. Blau: mehr Alpha.</translation>
    </message>
    <message>
        <source>−{span} less</source>
        <translation>−{span} weniger</translation>
    </message>
    <message>
        <source>more +{span}</source>
        <translation>mehr +{span}</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Overlay</source>
        <translation>Overlay</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Mouse and pen</source>
        <translation>Maus und Stift</translation>
    </message>
    <message>
        <source>Open sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Trimap</source>
        <translation>Trimap</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Durchlauf</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>What projects hold</source>
        <translation>Was Projekte enthalten</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Open a picture or a project</source>
        <translation>Bild oder Projekt öffnen</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Forget which files were opened; the files stay where they are</source>
        <translation>Vergessen, welche Dateien geöffnet wurden; die Dateien bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>Write picture, trimap, runs and retouch into one file, to go on with later</source>
        <translation>Bild, Trimap, Durchläufe und Retusche in eine Datei schreiben, um später weiterzumachen</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>Projekt speichern als …</translation>
    </message>
    <message>
        <source>Write the project into another file</source>
        <translation>Das Projekt in eine andere Datei schreiben</translation>
    </message>
    <message>
        <source>Keep the steps in projects</source>
        <translation>Schritte in Projekten behalten</translation>
    </message>
    <message>
        <source>Write every step of every run into projects too; without them the files are smaller</source>
        <translation>Auch jeden Schritt jedes Durchlaufs in Projekte schreiben; ohne sie sind die Dateien kleiner</translation>
    </message>
    <message>
        <source>Put the picture into projects</source>
        <translation>Bild in Projekte aufnehmen</translation>
    </message>
    <message>
        <source>Write the picture itself into projects, so that they open anywhere; else they refer to its file</source>
        <translation>Das Bild selbst in Projekte schreiben, damit sie sich überall öffnen lassen; sonst verweisen sie auf seine Datei</translation>
    </message>
    <message>
        <source>Load trimap…</source>
        <translation>Trimap laden …</translation>
    </message>
    <message>
        <source>Use a trimap or a mask from a file</source>
        <translation>Eine Trimap oder eine Maske aus einer Datei verwenden</translation>
    </message>
    <message>
        <source>Save trimap…</source>
        <translation>Trimap speichern …</translation>
    </message>
    <message>
        <source>Write the trimap as a PNG of 0, 128 and 255</source>
        <translation>Die Trimap als PNG aus 0, 128 und 255 schreiben</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Write the alpha, the cut-out, a composite or the steps</source>
        <translation>Das Alpha, den Freisteller, eine Montage oder die Schritte schreiben</translation>
    </message>
    <message>
        <source>Batch…</source>
        <translation>Stapel …</translation>
    </message>
    <message>
        <source>Matte a whole folder of pictures, one after the other</source>
        <translation>Einen ganzen Ordner mit Bildern freistellen, eines nach dem anderen</translation>
    </message>
    <message>
        <source>Copy alpha</source>
        <translation>Alpha kopieren</translation>
    </message>
    <message>
        <source>Put the Result&apos;s alpha on the clipboard</source>
        <translation>Das Alpha des Ergebnisses in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Copy cut-out</source>
        <translation>Freisteller kopieren</translation>
    </message>
    <message>
        <source>Put the cut-out, transparent around, on the clipboard</source>
        <translation>Den Freisteller, ringsum transparent, in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Copy composite</source>
        <translation>Montage kopieren</translation>
    </message>
    <message>
        <source>Put the composite over the background chosen last on the clipboard</source>
        <translation>Die Montage über dem zuletzt gewählten Hintergrund in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Open the picture that was copied; a trimap of the open picture&apos;s size takes its place</source>
        <translation>Das kopierte Bild öffnen; eine Trimap von der Größe des offenen Bildes tritt an die Stelle der seinen</translation>
    </message>
    <message>
        <source>Paste as trimap</source>
        <translation>Als Trimap einfügen</translation>
    </message>
    <message>
        <source>Use the picture that was copied as the trimap</source>
        <translation>Das kopierte Bild als Trimap verwenden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>Das Programm schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Do the change again</source>
        <translation>Die Änderung wieder ausführen</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Theme, language, device, colours, brushes and keys, as you like them</source>
        <translation>Aussehen, Sprache, Gerät, Farben, Pinsel und Tasten, wie Sie sie möchten</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Show the picture alone</source>
        <translation>Das Bild allein zeigen</translation>
    </message>
    <message>
        <source>Trimap overlay</source>
        <translation>Trimap-Overlay</translation>
    </message>
    <message>
        <source>Show the trimap over the picture</source>
        <translation>Die Trimap über dem Bild zeigen</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Show the alpha: white is kept, black is cut</source>
        <translation>Das Alpha zeigen: Weiß bleibt, Schwarz fällt weg</translation>
    </message>
    <message>
        <source>Composite</source>
        <translation>Montage</translation>
    </message>
    <message>
        <source>Show the cut-out over another background</source>
        <translation>Den Freisteller über einem anderen Hintergrund zeigen</translation>
    </message>
    <message>
        <source>Foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>Show the foreground colours alone</source>
        <translation>Die Vordergrundfarben allein zeigen</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Show by how much the alpha differs from the start&apos;s or another run&apos;s</source>
        <translation>Zeigen, wie sehr das Alpha von dem des Starts oder eines anderen Durchlaufs abweicht</translation>
    </message>
    <message>
        <source>Compare two views</source>
        <translation>Zwei Ansichten vergleichen</translation>
    </message>
    <message>
        <source>Put a divider on the picture, with another view at its right</source>
        <translation>Einen Trenner auf das Bild legen, mit einer anderen Ansicht rechts von ihm</translation>
    </message>
    <message>
        <source>Compare with the image</source>
        <translation>Mit dem Bild vergleichen</translation>
    </message>
    <message>
        <source>The image at the divider&apos;s right</source>
        <translation>Das Bild rechts vom Trenner</translation>
    </message>
    <message>
        <source>Compare with the trimap overlay</source>
        <translation>Mit dem Trimap-Overlay vergleichen</translation>
    </message>
    <message>
        <source>The trimap over the picture at the divider&apos;s right</source>
        <translation>Die Trimap über dem Bild rechts vom Trenner</translation>
    </message>
    <message>
        <source>Compare with the alpha</source>
        <translation>Mit dem Alpha vergleichen</translation>
    </message>
    <message>
        <source>The alpha at the divider&apos;s right</source>
        <translation>Das Alpha rechts vom Trenner</translation>
    </message>
    <message>
        <source>Compare with the composite</source>
        <translation>Mit der Montage vergleichen</translation>
    </message>
    <message>
        <source>The composite at the divider&apos;s right</source>
        <translation>Die Montage rechts vom Trenner</translation>
    </message>
    <message>
        <source>Compare with the foreground</source>
        <translation>Mit dem Vordergrund vergleichen</translation>
    </message>
    <message>
        <source>The foreground colours at the divider&apos;s right</source>
        <translation>Die Vordergrundfarben rechts vom Trenner</translation>
    </message>
    <message>
        <source>Compare with the difference</source>
        <translation>Mit der Differenz vergleichen</translation>
    </message>
    <message>
        <source>The difference at the divider&apos;s right</source>
        <translation>Die Differenz rechts vom Trenner</translation>
    </message>
    <message>
        <source>Divider to the left</source>
        <translation>Trenner nach links</translation>
    </message>
    <message>
        <source>Move the divider to the left</source>
        <translation>Den Trenner nach links verschieben</translation>
    </message>
    <message>
        <source>Divider to the right</source>
        <translation>Trenner nach rechts</translation>
    </message>
    <message>
        <source>Move the divider to the right</source>
        <translation>Den Trenner nach rechts verschieben</translation>
    </message>
    <message>
        <source>Live preview</source>
        <translation>Live-Vorschau</translation>
    </message>
    <message>
        <source>After each stroke, show a coarse alpha of what is in sight; Matte refines it</source>
        <translation>Nach jedem Strich ein grobes Alpha des sichtbaren Teils zeigen; Freistellen verfeinert es</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>Schachbrett</translation>
    </message>
    <message>
        <source>Composite over a checkerboard</source>
        <translation>Montage über einem Schachbrett</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>Farbe …</translation>
    </message>
    <message>
        <source>Composite over a colour of your choice</source>
        <translation>Montage über einer Farbe Ihrer Wahl</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>Bild …</translation>
    </message>
    <message>
        <source>Composite over a picture from a file</source>
        <translation>Montage über einem Bild aus einer Datei</translation>
    </message>
    <message>
        <source>Overlay&apos;s colours…</source>
        <translation>Farben des Overlays …</translation>
    </message>
    <message>
        <source>Choose the colours and the strength of the trimap over the picture; hold O to hide it</source>
        <translation>Farben und Stärke der Trimap über dem Bild wählen; O halten blendet sie aus</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>In das Fenster einpassen</translation>
    </message>
    <message>
        <source>See the whole picture</source>
        <translation>Das ganze Bild sehen</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>One picture pixel per screen pixel</source>
        <translation>Ein Bildpixel je Bildschirmpixel</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>See it larger</source>
        <translation>Größer sehen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>See it smaller</source>
        <translation>Kleiner sehen</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>Aussehen: wie das System</translation>
    </message>
    <message>
        <source>Light or dark as the system is</source>
        <translation>Hell oder dunkel, wie es das System ist</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Aussehen: hell</translation>
    </message>
    <message>
        <source>A light window</source>
        <translation>Ein helles Fenster</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Aussehen: dunkel</translation>
    </message>
    <message>
        <source>A dark window</source>
        <translation>Ein dunkles Fenster</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paint the chosen class; Shift draws a straight line</source>
        <translation>Die gewählte Klasse malen; Umschalt zieht eine gerade Linie</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Paint back to unknown</source>
        <translation>Zurück auf Unbekannt malen</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw around an area to paint it; Esc gives it up</source>
        <translation>Um eine Fläche zeichnen, um sie zu füllen; Esc gibt es auf</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Click the corners of an area to paint it; Return or a double click closes it, Backspace or Undo takes a corner back</source>
        <translation>Die Ecken einer Fläche anklicken, um sie zu füllen; Return oder ein Doppelklick schließt sie, Rücktaste oder Rückgängig nimmt eine Ecke zurück</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Fill an area of one class, as within a painted line</source>
        <translation>Eine Fläche einer Klasse füllen, etwa innerhalb einer gemalten Linie</translation>
    </message>
    <message>
        <source>Box around the subject</source>
        <translation>Rahmen um das Motiv</translation>
    </message>
    <message>
        <source>Drag a box around the subject: a trimap is made from it, and from strokes painted before</source>
        <translation>Einen Rahmen um das Motiv ziehen: Aus ihm und aus vorher gemalten Strichen entsteht eine Trimap</translation>
    </message>
    <message>
        <source>Matte a rectangle</source>
        <translation>Rechteck freistellen</translation>
    </message>
    <message>
        <source>Drag a rectangle: the Result is computed anew in it, and stays as it is around it</source>
        <translation>Ein Rechteck aufziehen: Darin wird das Ergebnis neu berechnet, ringsum bleibt es, wie es ist</translation>
    </message>
    <message>
        <source>Retouch</source>
        <translation>Retusche</translation>
    </message>
    <message>
        <source>Paint on the Result&apos;s alpha, over whatever run it is of; the right button restores</source>
        <translation>Auf dem Alpha des Ergebnisses malen, gleich welchen Durchlaufs; die rechte Taste stellt wieder her</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Move the picture; hold Space with any tool</source>
        <translation>Das Bild verschieben; mit jedem Werkzeug die Leertaste halten</translation>
    </message>
    <message>
        <source>Paint what is surely kept</source>
        <translation>Malen, was sicher bleibt</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Paint what is surely cut away</source>
        <translation>Malen, was sicher wegfällt</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Paint what the app has to find out: hair, edges</source>
        <translation>Malen, was das Programm herausfinden soll: Haare, Ränder</translation>
    </message>
    <message>
        <source>Swap foreground and background</source>
        <translation>Vordergrund und Hintergrund tauschen</translation>
    </message>
    <message>
        <source>Change to the other brush</source>
        <translation>Zum anderen Pinsel wechseln</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Make the brush smaller</source>
        <translation>Den Pinsel verkleinern</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <source>Make the brush larger</source>
        <translation>Den Pinsel vergrößern</translation>
    </message>
    <message>
        <source>Softer retouch</source>
        <translation>Weichere Retusche</translation>
    </message>
    <message>
        <source>Retouch: give the brush a wider soft rim</source>
        <translation>Retusche: dem Pinsel einen breiteren weichen Saum geben</translation>
    </message>
    <message>
        <source>Harder retouch</source>
        <translation>Härtere Retusche</translation>
    </message>
    <message>
        <source>Retouch: give the brush a narrower soft rim</source>
        <translation>Retusche: dem Pinsel einen schmaleren weichen Saum geben</translation>
    </message>
    <message>
        <source>Weaker retouch</source>
        <translation>Schwächere Retusche</translation>
    </message>
    <message>
        <source>Retouch: let one stroke cover less of the alpha</source>
        <translation>Retusche: einen Strich weniger vom Alpha decken lassen</translation>
    </message>
    <message>
        <source>Stronger retouch</source>
        <translation>Stärkere Retusche</translation>
    </message>
    <message>
        <source>Retouch: let one stroke cover more of the alpha</source>
        <translation>Retusche: einen Strich mehr vom Alpha decken lassen</translation>
    </message>
    <message>
        <source>Brush keeps its size on the screen</source>
        <translation>Pinsel behält seine Größe am Bildschirm</translation>
    </message>
    <message>
        <source>When zooming, keep the brush&apos;s size on the screen instead of in the picture</source>
        <translation>Beim Zoomen die Größe des Pinsels am Bildschirm behalten statt im Bild</translation>
    </message>
    <message>
        <source>Pen pressure sizes the brush</source>
        <translation>Stiftdruck bestimmt die Pinselgröße</translation>
    </message>
    <message>
        <source>Press the pen harder for a larger brush</source>
        <translation>Den Stift fester drücken für einen größeren Pinsel</translation>
    </message>
    <message>
        <source>Auto trimap…</source>
        <translation>Auto-Trimap …</translation>
    </message>
    <message>
        <source>A trimap from a mask, the picture&apos;s own alpha or the Result, its band as wide as you like</source>
        <translation>Eine Trimap aus einer Maske, dem Alpha des Bildes oder dem Ergebnis, mit einem Band so breit Sie möchten</translation>
    </message>
    <message>
        <source>Narrower unknown band</source>
        <translation>Unbekanntes Band verschmälern</translation>
    </message>
    <message>
        <source>Give the outer pixels of the unknown to the foreground and the background</source>
        <translation>Die äußeren Pixel des Unbekannten dem Vordergrund und dem Hintergrund geben</translation>
    </message>
    <message>
        <source>Wider unknown band</source>
        <translation>Unbekanntes Band verbreitern</translation>
    </message>
    <message>
        <source>Let the unknown reach further into the foreground and the background</source>
        <translation>Das Unbekannte weiter in Vordergrund und Hintergrund reichen lassen</translation>
    </message>
    <message>
        <source>Trimap from the strokes</source>
        <translation>Trimap aus den Strichen</translation>
    </message>
    <message>
        <source>Guess the missing class from what is painted; one Undo takes it back</source>
        <translation>Die fehlende Klasse aus dem Gemalten schätzen; einmal Rückgängig nimmt es zurück</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>Freistellen</translation>
    </message>
    <message>
        <source>Compute the alpha from the picture and the trimap</source>
        <translation>Das Alpha aus Bild und Trimap berechnen</translation>
    </message>
    <message>
        <source>Matte all the same</source>
        <translation>Trotzdem freistellen</translation>
    </message>
    <message>
        <source>Run once more with the trimap and the settings of a run that is there</source>
        <translation>Noch einmal rechnen, mit der Trimap und den Einstellungen eines vorhandenen Durchlaufs</translation>
    </message>
    <message>
        <source>Rename the run…</source>
        <translation>Durchlauf umbenennen …</translation>
    </message>
    <message>
        <source>Give the current run a name of your own</source>
        <translation>Dem gewählten Durchlauf einen eigenen Namen geben</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>Durchlauf löschen</translation>
    </message>
    <message>
        <source>Take the current run off the list; undo brings it back</source>
        <translation>Den gewählten Durchlauf von der Liste nehmen; Rückgängig bringt ihn zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the run after the network call in flight</source>
        <translation>Den Durchlauf nach dem laufenden Aufruf des Netzes anhalten</translation>
    </message>
    <message>
        <source>Use this step</source>
        <translation>Diesen Schritt verwenden</translation>
    </message>
    <message>
        <source>Make the step on show the Result</source>
        <translation>Den gezeigten Schritt zum Ergebnis machen</translation>
    </message>
    <message>
        <source>Back to result</source>
        <translation>Zurück zum Ergebnis</translation>
    </message>
    <message>
        <source>Show the Result</source>
        <translation>Das Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Use the run&apos;s final alpha</source>
        <translation>Letztes Alpha des Durchlaufs verwenden</translation>
    </message>
    <message>
        <source>Make the run&apos;s last step the Result again</source>
        <translation>Den letzten Schritt des Durchlaufs wieder zum Ergebnis machen</translation>
    </message>
    <message>
        <source>Remove retouch</source>
        <translation>Retusche entfernen</translation>
    </message>
    <message>
        <source>Show the run&apos;s alpha again wherever it was retouched; undo brings the retouch back</source>
        <translation>Überall, wo retuschiert wurde, wieder das Alpha des Durchlaufs zeigen; Rückgängig bringt die Retusche zurück</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>Voriger Schritt</translation>
    </message>
    <message>
        <source>Show the step before</source>
        <translation>Den Schritt davor zeigen</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>Show the step after</source>
        <translation>Den Schritt danach zeigen</translation>
    </message>
    <message>
        <source>Play the steps</source>
        <translation>Schritte abspielen</translation>
    </message>
    <message>
        <source>Show the steps in turn</source>
        <translation>Die Schritte der Reihe nach zeigen</translation>
    </message>
    <message>
        <source>Path without correction</source>
        <translation>Weg ohne Korrektur</translation>
    </message>
    <message>
        <source>Show the path of the same noise without correction (SDEdit) below the run&apos;s own</source>
        <translation>Den Weg desselben Rauschens ohne Korrektur (SDEdit) unter dem des Durchlaufs zeigen</translation>
    </message>
    <message>
        <source>Compare with this step</source>
        <translation>Mit diesem Schritt vergleichen</translation>
    </message>
    <message>
        <source>Show by how much other steps, and the Result, differ from the step on show</source>
        <translation>Zeigen, wie sehr andere Schritte und das Ergebnis vom gezeigten Schritt abweichen</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>Voller Wertebereich</translation>
    </message>
    <message>
        <source>Show a matte from its lowest to its highest value instead of 0 to 1</source>
        <translation>Eine Matte vom kleinsten bis zum größten Wert zeigen statt von 0 bis 1</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle …</translation>
    </message>
    <message>
        <source>Every model there is: choose one, import the authors&apos; weights or a model file, rename, remove</source>
        <translation>Jedes Modell, das es gibt: eines wählen, Gewichte der Autoren oder eine Modelldatei importieren, umbenennen, entfernen</translation>
    </message>
    <message>
        <source>Add to training set</source>
        <translation>In den Trainingssatz</translation>
    </message>
    <message>
        <source>Keep the picture, its trimap and the Result, retouch included, among the pictures that a model can be fine-tuned on</source>
        <translation>Das Bild, seine Trimap und das Ergebnis samt Retusche zu den Bildern legen, mit denen ein Modell nachtrainiert werden kann</translation>
    </message>
    <message>
        <source>Fine-tune…</source>
        <translation>Nachtrainieren …</translation>
    </message>
    <message>
        <source>Train a model further on pictures of your own, and see what it gains and loses</source>
        <translation>Ein Modell mit eigenen Bildern weitertrainieren und sehen, was es gewinnt und verliert</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Befehlspalette …</translation>
    </message>
    <message>
        <source>Find any action by a few letters of its name, and run it</source>
        <translation>Jeden Befehl mit ein paar Buchstaben seines Namens finden und ausführen</translation>
    </message>
    <message>
        <source>Evaluate…</source>
        <translation>Auswerten …</translation>
    </message>
    <message>
        <source>Measure models on pictures with known mattes, worst cases first</source>
        <translation>Modelle an Bildern mit bekannten Matten messen, die schlechtesten Fälle zuerst</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>List every key</source>
        <translation>Alle Tasten auflisten</translation>
    </message>
    <message>
        <source>Self-check…</source>
        <translation>Selbsttest …</translation>
    </message>
    <message>
        <source>Check whether all that the program stands on is there and works, with a report to copy</source>
        <translation>Prüfen, ob alles da ist und läuft, worauf das Programm steht, mit einem Bericht zum Kopieren</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Open the folder of the log, which tells what was done and what went wrong</source>
        <translation>Den Ordner des Protokolls öffnen, in dem steht, was getan wurde und was schiefging</translation>
    </message>
    <message>
        <source>About DiffusionMat</source>
        <translation>Über DiffusionMat</translation>
    </message>
    <message>
        <source>Versions, device, licence, citation, and whose work this stands on</source>
        <translation>Version, Gerät, Lizenz, Zitat, und wessen Arbeit das hier trägt</translation>
    </message>
    <message>
        <source>Opaque</source>
        <translation>Deckend</translation>
    </message>
    <message>
        <source>Retouch: paint alpha 1, kept whole</source>
        <translation>Retusche: Alpha 1 malen, bleibt ganz</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>Transparent</translation>
    </message>
    <message>
        <source>Retouch: paint alpha 0, cut away</source>
        <translation>Retusche: Alpha 0 malen, fällt weg</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Retouch: take the retouch away and show the run&apos;s alpha</source>
        <translation>Retusche: die Retusche wegnehmen und das Alpha des Durchlaufs zeigen</translation>
    </message>
    <message>
        <source>Swap opaque and transparent</source>
        <translation>Deckend und transparent tauschen</translation>
    </message>
    <message>
        <source>Change to the other of the two</source>
        <translation>Zum anderen der beiden wechseln</translation>
    </message>
</context>
<context>
    <name>ask</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>The foreground&apos;s estimated colours are still being prepared: the picture&apos;s own are shown.</source>
        <translation>Die geschätzten Vordergrundfarben werden noch vorbereitet: Gezeigt werden die des Bildes.</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The final matte as the network would guess it from this step</source>
        <translation>Die endgültige Matte, wie das Netz sie von diesem Schritt aus schätzt</translation>
    </message>
    <message>
        <source>The matte m_t as it arrives at this step, still noisy</source>
        <translation>Die Matte m_t, wie sie bei diesem Schritt ankommt, noch verrauscht</translation>
    </message>
    <message>
        <source>After the correction C with the picture&apos;s features</source>
        <translation>Nach der Korrektur C mit den Merkmalen des Bildes</translation>
    </message>
    <message>
        <source>After ARP, which puts the painted pixels back</source>
        <translation>Nach ARP, das die gemalten Pixel wieder einsetzt</translation>
    </message>
    <message>
        <source>Retouched</source>
        <translation>Retuschiert</translation>
    </message>
    <message>
        <source>without correction (SDEdit)</source>
        <translation>ohne Korrektur (SDEdit)</translation>
    </message>
    <message>
        <source>the open picture</source>
        <translation>das offene Bild</translation>
    </message>
    <message>
        <source>The picture on the clipboard</source>
        <translation>Das Bild in der Zwischenablage</translation>
    </message>
    <message>
        <source>Pasting</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>The project</source>
        <translation>Das Projekt</translation>
    </message>
    <message>
        <source>{name} was taken for a mask: {inner} pixels within its edge and {outer} around it are unknown.</source>
        <translation>{name} wurde als Maske genommen: {inner} Pixel innerhalb ihres Randes und {outer} um ihn sind unbekannt.</translation>
    </message>
    <message>
        <source>trimap or mask</source>
        <translation>Trimap oder Maske</translation>
    </message>
    <message>
        <source>The unknown band cannot be {width} pixels wide: use 0 or more.</source>
        <translation>Das unbekannte Band kann nicht {width} Pixel breit sein: Verwenden Sie 0 oder mehr.</translation>
    </message>
    <message>
        <source>{upper} files cannot have a depth of {depth}: choose {join}, or another format.</source>
        <translation>{upper}-Dateien können die Tiefe {depth} nicht haben: Wählen Sie {join}, oder ein anderes Format.</translation>
    </message>
    <message>
        <source>Nothing would be written: choose at least one kind of result.</source>
        <translation>Es würde nichts geschrieben: Wählen Sie mindestens eine Art von Ergebnis.</translation>
    </message>
    <message>
        <source>The background &apos;{text}&apos; is neither a file nor a colour such as white or #00b140.</source>
        <translation>Der Hintergrund &apos;{text}&apos; ist weder eine Datei noch eine Farbe wie white oder #00b140.</translation>
    </message>
    <message>
        <source>{picture} is a folder: name the pictures in it.</source>
        <translation>{picture} ist ein Ordner: Geben Sie die Bilder darin an.</translation>
    </message>
    <message>
        <source>There is no {wanted} in {place}: put one there, or name another place.</source>
        <translation>{wanted} gibt es nicht in {place}: Legen Sie es dorthin, oder geben Sie einen anderen Ort an.</translation>
    </message>
    <message>
        <source>{place} is one {one} for {len} pictures: give the folder that holds one for each.</source>
        <translation>{place} ist ein Einzelstück ({one}) für {len} Bilder: Geben Sie den Ordner an, in dem zu jedem eines liegt.</translation>
    </message>
    <message>
        <source>its results would overwrite those of {stems}; matte pictures of one name into different folders.</source>
        <translation>seine Ergebnisse würden die von {stems} überschreiben; stellen Sie Bilder gleichen Namens in verschiedene Ordner frei.</translation>
    </message>
    <message>
        <source>the result {overwritten} would overwrite a file that was given; choose another folder for the results.</source>
        <translation>das Ergebnis {overwritten} würde eine angegebene Datei überschreiben; wählen Sie einen anderen Ordner für die Ergebnisse.</translation>
    </message>
    <message>
        <source>{name} was changed since it was written, and is kept: move it away to have it made anew.</source>
        <translation>{name} wurde geändert, seit es geschrieben wurde, und bleibt: Legen Sie es woandershin, um es neu zu machen.</translation>
    </message>
    <message>
        <source>{path} is not a record of this program: move it away, or choose another folder for the results.</source>
        <translation>{path} ist keine Aufzeichnung dieses Programms: Legen Sie sie woandershin, oder wählen Sie einen anderen Ordner für die Ergebnisse.</translation>
    </message>
    <message>
        <source>done before</source>
        <translation>schon fertig</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>Das Bild wird gelesen</translation>
    </message>
    <message>
        <source>Writing the results</source>
        <translation>Die Ergebnisse werden geschrieben</translation>
    </message>
    <message>
        <source>There is no model file {name}: check its name.</source>
        <translation>Es gibt keine Modelldatei {name}: Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>There is no folder {folder}: check its name.</source>
        <translation>Einen Ordner {folder} gibt es nicht: Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Nothing can be written into {folder}: {there} is a file. Name another place.</source>
        <translation>In {folder} kann nichts geschrieben werden: {there} ist eine Datei. Geben Sie einen anderen Ort an.</translation>
    </message>
    <message>
        <source>Nothing can be written into {there}: name another place, or see who may write there.</source>
        <translation>In {there} kann nichts geschrieben werden: Geben Sie einen anderen Ort an, oder sehen Sie nach, wer dort schreiben darf.</translation>
    </message>
    <message>
        <source>{path} is a folder: name a file to write.</source>
        <translation>{path} ist ein Ordner: Geben Sie eine Datei an.</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Left out, for the lack of a partner or otherwise</source>
        <translation>Ausgelassen, weil ein Gegenstück fehlt oder aus anderem Grund</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Not of the size of their mattes</source>
        <translation>Nicht von der Größe ihrer Matten</translation>
    </message>
    <message>
        <source>Mattes with nothing to learn from or to measure on</source>
        <translation>Matten, von denen nichts zu lernen und an denen nichts zu messen ist</translation>
    </message>
    <message>
        <source>Trimaps that say nothing, or the contrary of their mattes</source>
        <translation>Trimaps, die nichts sagen, oder das Gegenteil ihrer Matten</translation>
    </message>
    <message>
        <source>{counted} read, for {looked_at}</source>
        <translation>{counted} gelesen, für {looked_at}</translation>
    </message>
    <message>
        <source>it has no transparency: a cut-out&apos;s is its matte</source>
        <translation>es hat keine Transparenz: die eines Freistellers ist seine Matte</translation>
    </message>
    <message>
        <source>it is all background</source>
        <translation>es ist ganz Hintergrund</translation>
    </message>
    <message>
        <source>all cases</source>
        <translation>alle Fälle</translation>
    </message>
    <message>
        <source>{checked} of the cases</source>
        <translation>{checked} der Fälle</translation>
    </message>
    <message>
        <source>{root}: {title} (layout {layout})</source>
        <translation>{root}: {title} (Anordnung {layout})</translation>
    </message>
    <message>
        <source>  {counts}; scored on {where}</source>
        <translation>  {counts}; gewertet auf {where}</translation>
    </message>
    <message>
        <source>it is all foreground</source>
        <translation>es ist ganz Vordergrund</translation>
    </message>
    <message>
        <source>it has no unknown pixels</source>
        <translation>es hat keine unbekannten Pixel</translation>
    </message>
    <message>
        <source>the matte differs from what it calls known on {share} % of its known pixels</source>
        <translation>die Matte weicht auf {share} % der Pixel, die sie bekannt nennt, davon ab</translation>
    </message>
    <message>
        <source>unknown pixels</source>
        <translation>unbekannte Pixel</translation>
    </message>
    <message>
        <source>the whole picture</source>
        <translation>das ganze Bild</translation>
    </message>
    <message>
        <source>  Note: {note}</source>
        <translation>  Hinweis: {note}</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>{shape} × {shape_2} pixels, and its matte {name} {shape_2_2} × {shape_2_2_2}</source>
        <translation>{shape} × {shape_2} Pixel, und seine Matte {name} {shape_2_2} × {shape_2_2_2}</translation>
    </message>
    <message>
        <source>it has no fractional alpha: every pixel is 0 or 1</source>
        <translation>es hat kein gebrochenes Alpha: Jedes Pixel ist 0 oder 1</translation>
    </message>
    <message>
        <source>nothing wrong</source>
        <translation>nichts ist falsch</translation>
    </message>
    <message>
        <source>    … and {most} more</source>
        <translation>    … und {most} weitere</translation>
    </message>
    <message>
        <source>The cut-out {path} is not an 8-bit picture with an alpha channel.</source>
        <translation>Der Freisteller {path} ist kein 8-Bit-Bild mit Alphakanal.</translation>
    </message>
    <message>
        <source>The background {path} is too small to be one: take it out of its folder.</source>
        <translation>Der Hintergrund {path} ist zu klein dafür: Nehmen Sie ihn aus seinem Ordner.</translation>
    </message>
    <message>
        <source>The training picture {path} cannot be read.</source>
        <translation>Das Trainingsbild {path} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{colours} is opaque throughout: it is no cut-out, and no picture goes with it.</source>
        <translation>{colours} ist durchweg deckend: Es ist kein Freisteller, und kein Bild gehört dazu.</translation>
    </message>
    <message>
        <source>{colours} is {shape} × {shape_2} pixels and its matte {name} {shape_2_2} × {shape_2_2_2}: they must be of one size.</source>
        <translation>{colours} hat {shape} × {shape_2} Pixel und seine Matte {name} {shape_2_2} × {shape_2_2_2}: Sie müssen gleich groß sein.</translation>
    </message>
    <message>
        <source>The cut-out {path} is fully transparent.</source>
        <translation>Der Freisteller {path} ist ganz transparent.</translation>
    </message>
    <message>
        <source>The foreground of {image} cannot be estimated. {error}</source>
        <translation>Der Vordergrund von {image} kann nicht geschätzt werden. {error}</translation>
    </message>
    <message>
        <source>The training picture {path} cannot be read: {strerror}.</source>
        <translation>Das Trainingsbild {path} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>The training picture {name} cannot be used. {error}</source>
        <translation>Das Trainingsbild {name} kann nicht verwendet werden. {error}</translation>
    </message>
    <message>
        <source>Name at least one folder of pictures.</source>
        <translation>Geben Sie mindestens einen Ordner mit Bildern an.</translation>
    </message>
    <message>
        <source>{root} is laid out in no way known here: it holds {join}. Looked for:
{known}
Other folders can be named one by one: --images, --alphas, --trimaps, --foregrounds, --backgrounds.</source>
        <translation>{root} ist nach keiner hier bekannten Anordnung aufgebaut: Es enthält {join}. Gesucht wurde:
{known}
Andere Ordner können einzeln angegeben werden: --images, --alphas, --trimaps, --foregrounds, --backgrounds.</translation>
    </message>
    <message>
        <source>{root} is a file: name the folder of the data set.</source>
        <translation>{root} ist eine Datei: Geben Sie den Ordner des Datensatzes an.</translation>
    </message>
    <message>
        <source>There is no folder {root}: check its name.</source>
        <translation>Einen Ordner {root} gibt es nicht: Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>The folder of backgrounds {folder} holds no pictures.</source>
        <translation>Der Ordner der Hintergründe {folder} enthält keine Bilder.</translation>
    </message>
    <message>
        <source>There is no layout {name}: choose one of {join}.</source>
        <translation>Eine Anordnung {name} gibt es nicht: Wählen Sie eine von {join}.</translation>
    </message>
    <message>
        <source>{root} is a part of a data set ({title}): name the folder around it.</source>
        <translation>{root} ist Teil eines Datensatzes ({title}): Geben Sie den Ordner darüber an.</translation>
    </message>
    <message>
        <source>the folders {join}{len}</source>
        <translation>die Ordner {join}{len}</translation>
    </message>
    <message>
        <source>no splits at all</source>
        <translation>keine Teile</translation>
    </message>
    <message>
        <source>{root} has no split {split}: it has {groups}.</source>
        <translation>{root} hat keinen Teil {split}: Es hat {groups}.</translation>
    </message>
    <message>
        <source>Name the folder of a data set.</source>
        <translation>Geben Sie den Ordner eines Datensatzes an.</translation>
    </message>
    <message>
        <source>nothing of use</source>
        <translation>nichts Brauchbares</translation>
    </message>
    <message>
        <source>No pictures to use were found in {root}, read as {name}. {reasons}</source>
        <translation>In {root}, gelesen als {name}, wurden keine brauchbaren Bilder gefunden. {reasons}</translation>
    </message>
    <message>
        <source>{root} holds several data sets, name one of them (or --layout): {several}.</source>
        <translation>{root} enthält mehrere Datensätze, geben Sie einen davon an (oder --layout): {several}.</translation>
    </message>
    <message>
        <source>image (or input_training_lowres), alpha (or gt_training_lowres), trimap1 and trimap2 (or trimap_training_lowres/{Trimap1,Trimap2})</source>
        <translation>image (oder input_training_lowres), alpha (oder gt_training_lowres), trimap1 und trimap2 (oder trimap_training_lowres/{Trimap1,Trimap2})</translation>
    </message>
    <message>
        <source>{len} test pictures, published without their mattes, are left out: {join}.</source>
        <translation>{len} Testbilder, die ohne ihre Matten veröffentlicht sind, werden ausgelassen: {join}.</translation>
    </message>
    <message>
        <source>pictures with their mattes beside them</source>
        <translation>Bilder mit ihren Matten daneben</translation>
    </message>
    <message>
        <source>NAME.jpg and NAME_alpha.png, with NAME_trimap.png if there is one, in one folder</source>
        <translation>NAME.jpg und NAME_alpha.png, mit NAME_trimap.png, wenn es eine gibt, in einem Ordner</translation>
    </message>
    <message>
        <source>{name} has no picture {name_2} beside it: left out.</source>
        <translation>{name} hat kein Bild {name_2} daneben: ausgelassen.</translation>
    </message>
    <message>
        <source>{name} has no {stem}_alpha.png or so beside it: left out.</source>
        <translation>{name} hat kein {stem}_alpha.png oder Ähnliches daneben: ausgelassen.</translation>
    </message>
    <message>
        <source>Test_set/Adobe-licensed images</source>
        <translation>Test_set/Adobe-licensed images</translation>
    </message>
    <message>
        <source>Adobe-licensed images</source>
        <translation>Adobe-licensed images</translation>
    </message>
    <message>
        <source>{file} is not beside {folder}: it comes with the data set and says what goes onto what.</source>
        <translation>{file} liegt nicht neben {folder}: Es gehört zum Datensatz und sagt, was worauf kommt.</translation>
    </message>
    <message>
        <source>Test_set/Adobe-licensed images/{fg,alpha,trimaps} with test_fg_names.txt and test_bg_names.txt, and a folder of backgrounds</source>
        <translation>Test_set/Adobe-licensed images/{fg,alpha,trimaps} mit test_fg_names.txt und test_bg_names.txt, und ein Ordner mit Hintergründen</translation>
    </message>
    <message>
        <source>The lists of {folder} do not go together: {len} foregrounds in test_fg_names.txt need {per_foreground} backgrounds each, and test_bg_names.txt has {len_2}.</source>
        <translation>Die Listen von {folder} passen nicht zusammen: {len} Vordergründe in test_fg_names.txt brauchen je {per_foreground} Hintergründe, und test_bg_names.txt hat {len_2}.</translation>
    </message>
    <message>
        <source>The raw Composition-1k is composed onto photographs of Pascal VOC 2012: give their folder with --backgrounds.</source>
        <translation>Das rohe Composition-1k wird auf Fotos von Pascal VOC 2012 montiert: Geben Sie deren Ordner mit --backgrounds an.</translation>
    </message>
    <message>
        <source>the background {name}</source>
        <translation>der Hintergrund {name}</translation>
    </message>
    <message>
        <source>{trimap} lacks {join}: left out.</source>
        <translation>{trimap} fehlt {join}: ausgelassen.</translation>
    </message>
    <message>
        <source>cut-outs and backgrounds</source>
        <translation>Freisteller und Hintergründe</translation>
    </message>
    <message>
        <source>foregrounds (pictures with transparency, in any sub-folders) and backgrounds</source>
        <translation>foregrounds (Bilder mit Transparenz, in beliebigen Unterordnern) und backgrounds</translation>
    </message>
    <message>
        <source>pictures with transparency</source>
        <translation>Bilder mit Transparenz</translation>
    </message>
    <message>
        <source>a folder of PNG, WebP or TIFF pictures with transparency</source>
        <translation>ein Ordner mit PNG-, WebP- oder TIFF-Bildern mit Transparenz</translation>
    </message>
    <message>
        <source>folders of pictures and mattes</source>
        <translation>Ordner mit Bildern und Matten</translation>
    </message>
    <message>
        <source>folders images/ and alphas/ (or mattes/, masks/), with trimaps/, foregrounds/ or backgrounds/ if there are any</source>
        <translation>Ordner images/ und alphas/ (oder mattes/, masks/), dazu trimaps/, foregrounds/ oder backgrounds/, wenn es welche gibt</translation>
    </message>
    <message>
        <source>Pictures need their mattes: name both --images and --alphas, or --foregrounds, with --alphas unless they are transparent.</source>
        <translation>Bilder brauchen ihre Matten: Geben Sie --images und --alphas an, oder --foregrounds, mit --alphas, wenn sie nicht transparent sind.</translation>
    </message>
    <message>
        <source>Two of the folders named are one. Where pictures and mattes lie in one folder as NAME and NAME_alpha, name that folder alone.</source>
        <translation>Zwei der angegebenen Ordner sind einer. Wo Bilder und Matten als NAME und NAME_alpha in einem Ordner liegen, geben Sie nur diesen an.</translation>
    </message>
    <message>
        <source>There is no folder of {name} {folder}: check its name.</source>
        <translation>Einen Ordner ({name}) {folder} gibt es nicht: Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>{shown} is of a kind that cannot be read here, or a download cut short: left out.</source>
        <translation>{shown} ist von einer Art, die hier nicht gelesen werden kann, oder ein abgebrochener Download: ausgelassen.</translation>
    </message>
    <message>
        <source>{shown} has no {words} of its name in {folders}: left out.</source>
        <translation>{shown} hat kein Gegenstück ({words}) seines Namens in {folders}: ausgelassen.</translation>
    </message>
    <message>
        <source>{shown} has the name of {name}: left out.</source>
        <translation>{shown} heißt wie {name}: ausgelassen.</translation>
    </message>
    <message>
        <source>1 other picture beside the projects without a matte: left out.</source>
        <translation>1 weitere Bilddatei neben den Projekten hat keine Matte: ausgelassen.</translation>
    </message>
    <message>
        <source>{len} other pictures beside the projects without a matte: left out.</source>
        <translation>{len} weitere Bilddateien neben den Projekten haben keine Matte: ausgelassen.</translation>
    </message>
    <message>
        <source>projects (NAME.dmat) with finished results, in one folder</source>
        <translation>Projekte (NAME.dmat) mit fertigen Ergebnissen, in einem Ordner</translation>
    </message>
    <message>
        <source>{name}, the picture of {name_2}, is not where it was: open the project, find the picture, and save it again.</source>
        <translation>{name}, das Bild von {name_2}, ist nicht mehr dort, wo es war: Öffnen Sie das Projekt, suchen Sie das Bild, und speichern Sie es wieder.</translation>
    </message>
    <message>
        <source>{name} is not the file that {name_2} was made with: open the project, look whether it still fits, and save it again.</source>
        <translation>{name} ist nicht die Datei, mit der {name_2} entstand: Öffnen Sie das Projekt, sehen Sie nach, ob es noch passt, und speichern Sie es wieder.</translation>
    </message>
    <message>
        <source>{name} is left out: its picture has a matte here already.</source>
        <translation>{name} wird ausgelassen: Sein Bild hat hier schon eine Matte.</translation>
    </message>
    <message>
        <source>{error} It is left out.</source>
        <translation>{error} Es wird ausgelassen.</translation>
    </message>
    <message>
        <source>Adobe Deep Image Matting, training</source>
        <translation>Adobe Deep Image Matting, Training</translation>
    </message>
    <message>
        <source>Training_set/{Adobe-licensed images,Other}/{fg,alpha}</source>
        <translation>Training_set/{Adobe-licensed images,Other}/{fg,alpha}</translation>
    </message>
    <message>
        <source>train/{blurred_image,mask}, P3M-500-P/{blurred_image,mask,trimap} and P3M-500-NP/{original_image,mask,trimap}, the last two with or without validation/ above them</source>
        <translation>train/{blurred_image,mask}, P3M-500-P/{blurred_image,mask,trimap} und P3M-500-NP/{original_image,mask,trimap}, die beiden letzten mit oder ohne validation/ darüber</translation>
    </message>
    <message>
        <source>original, mask, trimap and usr</source>
        <translation>original, mask, trimap und usr</translation>
    </message>
    <message>
        <source>Human2K/{Train,Test}/{FG,Alpha}; give backgrounds to compose the test split onto</source>
        <translation>Human2K/{Train,Test}/{FG,Alpha}; geben Sie Hintergründe an, auf die der Testteil montiert wird</translation>
    </message>
    <message>
        <source>video matting clips</source>
        <translation>Videoclips mit Matten</translation>
    </message>
    <message>
        <source>a folder a clip with frames (image, com or fgr), alpha (or pha, mask) and trimap, or these with a folder for each clip in them</source>
        <translation>ein Ordner je Clip mit frames (image, com oder fgr), alpha (oder pha, mask) und trimap, oder diese mit einem Ordner für jeden Clip darin</translation>
    </message>
    <message>
        <source>The clip {name} has no mattes for {len} of its {len_2} frames.</source>
        <translation>Im Clip {name} fehlen die Matten zu {len} seiner {len_2} Bilder.</translation>
    </message>
    <message>
        <source>The clip {name} has mattes and no frames: left out.</source>
        <translation>Der Clip {name} hat Matten und keine Bilder: ausgelassen.</translation>
    </message>
    <message>
        <source>The trimap of {name} is derived from its matte: fractional pixels and {derive_trimap} px around them are unknown.</source>
        <translation>Die Trimap von {name} wird aus der Matte abgeleitet: Gebrochene Pixel und {derive_trimap} px um sie sind unbekannt.</translation>
    </message>
    <message>
        <source>{name} has no background: it is put onto plain grey.</source>
        <translation>{name} hat keinen Hintergrund: Es kommt auf einfaches Grau.</translation>
    </message>
    <message>
        <source>The background {name} is enlarged to cover {name_2}.</source>
        <translation>Der Hintergrund {name} wird vergrößert, um {name_2} zu decken.</translation>
    </message>
    <message>
        <source>{path} is {width} × {height} pixels and its matte {name} {size} × {size_2}: they must be of one size.</source>
        <translation>{path} hat {width} × {height} Pixel und seine Matte {name} {size} × {size_2}: Sie müssen gleich groß sein.</translation>
    </message>
    <message>
        <source>{alpha} has no transparency to be a cut-out, and no picture goes with it.</source>
        <translation>{alpha} hat keine Transparenz, um ein Freisteller zu sein, und kein Bild gehört dazu.</translation>
    </message>
    <message>
        <source>{file} could not be put into the training set {folder} ({reason}), and what had that name there could not be put back: check the folder, then add a picture, which puts it back first.</source>
        <translation>{file} konnte nicht in den Trainingssatz {folder} aufgenommen werden ({reason}), und was dort so hieß, ließ sich nicht zurücklegen: Prüfen Sie den Ordner und fügen Sie dann ein Bild hinzu; dabei wird es zuerst zurückgelegt.</translation>
    </message>
    <message>
        <source>{name} could not be put into the training set {folder} ({strerror}), which is unchanged: check the folder.</source>
        <translation>{name} konnte nicht in den Trainingssatz {folder} aufgenommen werden ({strerror}), der unverändert ist: Prüfen Sie den Ordner.</translation>
    </message>
    <message>
        <source>Another window is just adding a picture to the training set {folder}: try again in a moment.</source>
        <translation>Ein anderes Fenster nimmt gerade ein Bild in den Trainingssatz {folder} auf: Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>There is an NVIDIA driver, but this PyTorch computes on the CPU only. Install the CUDA builds of torch and torchvision (the README has the line) to matte many times faster.</source>
        <translation>Es gibt einen NVIDIA-Treiber, aber dieses PyTorch rechnet nur auf der CPU. Installieren Sie die CUDA-Fassungen von torch und torchvision (die Zeile dafür steht im README), um ein Vielfaches schneller freizustellen.</translation>
    </message>
    <message>
        <source>CUDA: {get_device_name}</source>
        <translation>CUDA: {get_device_name}</translation>
    </message>
    <message>
        <source>There is no device {name}. Choose one of {join}.</source>
        <translation>Ein Gerät {name} gibt es nicht. Wählen Sie eines von {join}.</translation>
    </message>
    <message>
        <source>The device {name} is not available here. Choose one of auto, {join}; for an NVIDIA card, install a CUDA build of torch.</source>
        <translation>Das Gerät {name} ist hier nicht verfügbar. Wählen Sie eines von auto, {join}; für eine NVIDIA-Karte installieren Sie eine CUDA-Fassung von torch.</translation>
    </message>
    <message>
        <source>There is no precision {name}. Choose auto, float32 or bfloat16.</source>
        <translation>Eine Genauigkeit {name} gibt es nicht. Wählen Sie auto, float32 oder bfloat16.</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple-GPU</translation>
    </message>
    <message>
        <source>Intel GPU</source>
        <translation>Intel-GPU</translation>
    </message>
    <message>
        <source>The noise level T is {t_start}; choose a value from 1 to {levels}.</source>
        <translation>Die Rauschstärke T ist {t_start}; wählen Sie einen Wert von 1 bis {levels}.</translation>
    </message>
    <message>
        <source>The number of steps is {steps}; choose from 1 to {most} for T = {t_start}.</source>
        <translation>Die Zahl der Schritte ist {steps}; wählen Sie 1 bis {most} für T = {t_start}.</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>out of memory</translation>
    </message>
    <message>
        <source>can&apos;t allocate memory</source>
        <translation>can&apos;t allocate memory</translation>
    </message>
    <message>
        <source>insufficient memory</source>
        <translation>insufficient memory</translation>
    </message>
    <message>
        <source>cuda error</source>
        <translation>cuda error</translation>
    </message>
    <message>
        <source>hip error</source>
        <translation>hip error</translation>
    </message>
    <message>
        <source>device lost</source>
        <translation>device lost</translation>
    </message>
    <message>
        <source>{title} failed for a reason the app does not know ({name}: {error}). Your picture and trimap are unchanged; the log has the details.</source>
        <translation>{title}: aus einem Grund fehlgeschlagen, den das Programm nicht kennt ({name}: {error}). Bild und Trimap sind unverändert; Näheres steht im Protokoll.</translation>
    </message>
    <message>
        <source>See whether the file and its folder are there.</source>
        <translation>Sehen Sie nach, ob die Datei und ihr Ordner da sind.</translation>
    </message>
    <message>
        <source>{title} needs more memory than there is. Close other programs, or use a smaller picture.</source>
        <translation>{title}: braucht mehr Speicher, als da ist. Schließen Sie andere Programme, oder verwenden Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>{title} failed, as the GPU stopped working ({first}). Choose the CPU, or start the app again.</source>
        <translation>{title}: fehlgeschlagen, weil die Grafikkarte nicht mehr antwortet ({first}). Wählen Sie die CPU, oder starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>{title} failed: {strerror} ({filename}).</source>
        <translation>{title}: fehlgeschlagen: {strerror} ({filename}).</translation>
    </message>
    <message>
        <source>{title} failed: {words}.</source>
        <translation>{title}: fehlgeschlagen: {words}.</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another place.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>See who may read and write there, or choose another place.</source>
        <translation>Sehen Sie nach, wer dort lesen und schreiben darf, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>no file named</source>
        <translation>keine Datei genannt</translation>
    </message>
    <message>
        <source>{folder} is a folder of the data set, where mattes would be taken for its own: name another with --save-alphas.</source>
        <translation>{folder} ist ein Ordner des Datensatzes, wo Matten für seine eigenen gehalten würden: Geben Sie mit --save-alphas einen anderen an.</translation>
    </message>
    <message>
        <source>The matte {path} would overwrite a file of the data set: name another folder.</source>
        <translation>Die Matte {path} würde eine Datei des Datensatzes überschreiben: Geben Sie einen anderen Ordner an.</translation>
    </message>
    <message>
        <source>Nothing to measure: choose a model or a baseline.</source>
        <translation>Es gibt nichts zu messen: Wählen Sie ein Modell oder ein einfacheres Verfahren.</translation>
    </message>
    <message>
        <source>A row of the results cannot be read ({error}).</source>
        <translation>Eine Zeile der Ergebnisse kann nicht gelesen werden ({error}).</translation>
    </message>
    <message>
        <source>No case was measured</source>
        <translation>Kein Fall wurde gemessen</translation>
    </message>
    <message>
        <source> in the group {group}.</source>
        <translation> in der Gruppe {group}.</translation>
    </message>
    <message>
        <source>There is no baseline {name}. Choose one of {join}.</source>
        <translation>Ein Vergleichsverfahren {name} gibt es nicht. Wählen Sie eines von {join}.</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>{not_compiled} Measure them without --compile.</source>
        <translation>{not_compiled} Ohne --compile lassen sie sich messen.</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>T = {told}</source>
        <translation>T = {told}</translation>
    </message>
    <message>
        <source>seed {told}</source>
        <translation>Startwert {told}</translation>
    </message>
    <message>
        <source>{name} has no network: measure it as a baseline.</source>
        <translation>{name} hat kein Netz: Messen Sie es als Vergleichsverfahren.</translation>
    </message>
    <message>
        <source>The baseline knn needs the package pymatting: `pip install pymatting`.</source>
        <translation>Das Vergleichsverfahren knn braucht das Paket pymatting: `pip install pymatting`.</translation>
    </message>
    <message>
        <source>without ARP</source>
        <translation>ohne ARP</translation>
    </message>
    <message>
        <source>{path} holds results on {why}: name another file for these, and both are kept.</source>
        <translation>{path} enthält Ergebnisse zu {why}: Geben Sie für diese eine andere Datei an, dann bleiben beide.</translation>
    </message>
    <message>
        <source>the parts {held} of {own}, not {asked}</source>
        <translation>die Teile {held} von {own}, nicht {asked}</translation>
    </message>
    <message>
        <source>{path} is not a file of results of this program: name another.</source>
        <translation>{path} ist keine Ergebnisdatei dieses Programms: Geben Sie eine andere an.</translation>
    </message>
    <message>
        <source>the files of {get}, not of {role}</source>
        <translation>die Dateien von {get}, nicht von {role}</translation>
    </message>
    <message>
        <source>another folder</source>
        <translation>anderer Ordner</translation>
    </message>
    <message>
        <source>OpenCV cannot write MP4 on this system: choose GIF.</source>
        <translation>OpenCV kann auf diesem System kein MP4 schreiben: Wählen Sie GIF.</translation>
    </message>
    <message>
        <source>the picture&apos;s name</source>
        <translation>der Name des Bildes</translation>
    </message>
    <message>
        <source>what the file holds: alpha, cutout …</source>
        <translation>was die Datei enthält: alpha, cutout …</translation>
    </message>
    <message>
        <source>the run&apos;s number</source>
        <translation>die Nummer des Durchlaufs</translation>
    </message>
    <message>
        <source>the step, or “result”</source>
        <translation>der Schritt, oder „result“</translation>
    </message>
    <message>
        <source>Give the files a name, such as {name}_{kind}.</source>
        <translation>Geben Sie den Dateien einen Namen, etwa {name}_{kind}.</translation>
    </message>
    <message>
        <source>A brace has no partner: write fields as {name}, braces on both sides.</source>
        <translation>Einer geschweiften Klammer fehlt die andere: Schreiben Sie Felder wie {name}, mit Klammern auf beiden Seiten.</translation>
    </message>
    <message>
        <source>A file name cannot end with a full stop: leave it out.</source>
        <translation>Ein Dateiname kann nicht mit einem Punkt enden: Lassen Sie ihn weg.</translation>
    </message>
    <message>
        <source>Windows keeps the name “{stem}” for itself: add something to it.</source>
        <translation>Windows behält den Namen „{stem}“ für sich: Hängen Sie etwas an.</translation>
    </message>
    <message>
        <source>There is no {{{field}}}: between braces stands one of {known}.</source>
        <translation>Ein Feld {{{field}}} gibt es nicht: Zwischen den Klammern steht eines von {known}.</translation>
    </message>
    <message>
        <source>A file name cannot have “{character}” in it on every system: leave it out.</source>
        <translation>Ein Dateiname kann „{character}“ nicht auf jedem System enthalten: Lassen Sie es weg.</translation>
    </message>
    <message>
        <source>A file name cannot have invisible characters in it: leave them out.</source>
        <translation>Ein Dateiname kann keine unsichtbaren Zeichen enthalten: Lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Two files would be called {name}: add {{kind}} to the pattern.</source>
        <translation>Zwei Dateien hießen {name}: Fügen Sie dem Muster {{kind}} hinzu.</translation>
    </message>
    <message>
        <source>{name} would replace a picture that you opened: add {{kind}} to the pattern, or choose another folder.</source>
        <translation>{name} würde ein Bild ersetzen, das Sie geöffnet haben: Fügen Sie dem Muster {{kind}} hinzu, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Scene-linear, channels R, G, B.</source>
        <translation>Linear, Kanäle R, G, B.</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Cut-out</source>
        <translation>Freisteller</translation>
    </message>
    <message>
        <source>Foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>Composite</source>
        <translation>Montage</translation>
    </message>
    <message>
        <source>Steps as files</source>
        <translation>Schritte als Dateien</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktbogen</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>Animation</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>TIFF</source>
        <translation>TIFF</translation>
    </message>
    <message>
        <source>WebP</source>
        <translation>WebP</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>OpenEXR</source>
        <translation>OpenEXR</translation>
    </message>
    <message>
        <source>GIF</source>
        <translation>GIF</translation>
    </message>
    <message>
        <source>MP4</source>
        <translation>MP4</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Noisy start</source>
        <translation>Verrauschter Start</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Denoised</source>
        <translation>Entrauscht</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Known pixels restored (ARP)</source>
        <translation>Bekannte Pixel wiederhergestellt (ARP)</translation>
    </message>
    <message>
        <source>Estimate (α̃₀)</source>
        <translation>Schätzung (α̃₀)</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>Half float</source>
        <translation>Half-Float</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Float</translation>
    </message>
    <message>
        <source>Step {index} (t = {t})</source>
        <translation>Schritt {index} (t = {t})</translation>
    </message>
    <message>
        <source>White is kept, black is cut away.</source>
        <translation>Weiß bleibt, Schwarz fällt weg.</translation>
    </message>
    <message>
        <source>A file for each matte of each step, values clipped to 0 and 1. {text}</source>
        <translation>Eine Datei für jede Matte jedes Schritts, die Werte auf 0 bis 1 begrenzt. {text}</translation>
    </message>
    <message>
        <source>Premultiplied: colours multiplied by alpha. {format_titles} cannot say so: a program that takes it for straight shows dark edges, as here.</source>
        <translation>Vormultipliziert: Farben mit Alpha multipliziert. {format_titles} kann das nicht sagen: Ein Programm, das es für direkt hält, zeigt dunkle Ränder, wie hier.</translation>
    </message>
    <message>
        <source>The subject&apos;s colours alone, straight, without the alpha; around it the picture&apos;s own.</source>
        <translation>Die Farben des Motivs allein, direkt, ohne das Alpha; ringsum die des Bildes.</translation>
    </message>
    <message>
        <source>The subject over the background, opaque, mixed as on the screen.</source>
        <translation>Das Motiv über dem Hintergrund, deckend, gemischt wie am Bildschirm.</translation>
    </message>
    <message>
        <source>All steps on one picture, from the start to the result, in grey.</source>
        <translation>Alle Schritte auf einem Bild, vom Start bis zum Ergebnis, in Grau.</translation>
    </message>
    <message>
        <source>The steps one after the other, from the start to the result. {kept}</source>
        <translation>Die Schritte nacheinander, vom Start bis zum Ergebnis. {kept}</translation>
    </message>
    <message>
        <source>1 is kept, 0 is cut away: the channel A alone.</source>
        <translation>1 bleibt, 0 fällt weg: der Kanal A allein.</translation>
    </message>
    <message>
        <source>Premultiplied and scene-linear, channels R, G, B, A, as compositing programs expect of EXR.</source>
        <translation>Vormultipliziert und linear, Kanäle R, G, B, A, wie es Compositing-Programme von EXR erwarten.</translation>
    </message>
    <message>
        <source> Scene-linear.</source>
        <translation> Linear.</translation>
    </message>
    <message>
        <source>Straight: whole colours, and the alpha beside them, as photo editors expect.{scene}</source>
        <translation>Direkt: ganze Farben, und das Alpha daneben, wie es Bildbearbeitungen erwarten.{scene}</translation>
    </message>
    <message>
        <source>Premultiplied: colours multiplied by alpha, and the TIFF says so.{scene}</source>
        <translation>Vormultipliziert: Farben mit Alpha multipliziert, und das TIFF sagt es.{scene}</translation>
    </message>
    <message>
        <source>Every level of grey is kept.</source>
        <translation>Jede Graustufe bleibt erhalten.</translation>
    </message>
    <message>
        <source>MPEG-4 video, which loses a little.</source>
        <translation>MPEG-4-Video, das ein wenig verliert.</translation>
    </message>
    <message>
        <source>{path} could not be written ({reason}), and what was written with it could not be taken back ({names}): check the folder and the space on the disk. What was there before is kept: {olds}.</source>
        <translation>{path} konnte nicht geschrieben werden ({reason}), und was zugleich geschrieben wurde, ließ sich nicht zurücknehmen ({names}): Prüfen Sie den Ordner und den Platz auf dem Datenträger. Was vorher dort war, ist noch da: {olds}.</translation>
    </message>
    <message>
        <source>{path} could not be written ({reason}), and what was written with it could not be taken back ({names}): check the folder and the space on the disk.</source>
        <translation>{path} konnte nicht geschrieben werden ({reason}), und was zugleich geschrieben wurde, ließ sich nicht zurücknehmen ({names}): Prüfen Sie den Ordner und den Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>{width} × {height} is more than {max_pixels} pixels</source>
        <translation>{width} × {height} sind mehr als {max_pixels} Pixel</translation>
    </message>
    <message>
        <source>{width} × {height} pixels need {needed_gb} GB of memory, and {free_gb} GB are free</source>
        <translation>{width} × {height} Pixel brauchen {needed_gb} GB Speicher, und {free_gb} GB sind frei</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}. Make it smaller, or cut a part out.</source>
        <translation>{name} kann nicht gelesen werden: {error}. Verkleinern Sie es, oder schneiden Sie einen Teil aus.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}. Close other programs, or make it smaller.</source>
        <translation>{name} kann nicht gelesen werden: {error}. Schließen Sie andere Programme, oder verkleinern Sie es.</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>es ist keine Datei</translation>
    </message>
    <message>
        <source>{name} needs more memory than there is: close other programs, or make it smaller.</source>
        <translation>{name} braucht mehr Speicher, als da ist: Schließen Sie andere Programme, oder verkleinern Sie es.</translation>
    </message>
    <message>
        <source>There is no model {name}. Choose one of {join}, or give a .safetensors file.</source>
        <translation>Ein Modell {name} gibt es nicht. Wählen Sie eines von {join}, oder geben Sie eine .safetensors-Datei an.</translation>
    </message>
    <message>
        <source>The model {name} has no weights here. `dmat import-released` makes a model file of the weights that the authors publish; the README says where they are.</source>
        <translation>Für das Modell {name} sind hier keine Gewichte. `dmat import-released` macht eine Modelldatei aus den Gewichten, die die Autoren veröffentlichen; wo sie sind, steht im README.</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Checking every tensor</source>
        <translation>Jeder Tensor wird geprüft</translation>
    </message>
    <message>
        <source>Writing the model file, and reading it back</source>
        <translation>Die Modelldatei wird geschrieben und zurückgelesen</translation>
    </message>
    <message>
        <source>{name} is neither of the authors&apos; two files: it holds no `net_model`, and no encoder and corrector one after the other.</source>
        <translation>{name} ist keine der beiden Dateien der Autoren: Sie enthält kein `net_model`, und nicht Encoder und Korrektor hintereinander.</translation>
    </message>
    <message>
        <source>{name} cannot be read as a PyTorch checkpoint of plain tensors: it is another kind of file, or damaged. Nothing in it was executed; download it again from the authors.</source>
        <translation>{name} kann nicht als PyTorch-Datei aus einfachen Tensoren gelesen werden: Sie ist von anderer Art oder beschädigt. Nichts darin wurde ausgeführt; laden Sie sie noch einmal von den Autoren.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {strerror}.</source>
        <translation>{name} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>{name} asks for more memory than there is: close other programs. If the file itself is small, it is damaged: download it again from the authors.</source>
        <translation>{name} verlangt mehr Speicher, als da ist: Schließen Sie andere Programme. Ist die Datei selbst klein, so ist sie beschädigt: Laden Sie sie noch einmal von den Autoren.</translation>
    </message>
    <message>
        <source>{name} is not read: it would unpack to more than its size, which no checkpoint does. It is damaged, or made to fill the memory.</source>
        <translation>{name} wird nicht gelesen: Entpackt wäre es größer als die Datei selbst, was bei keinem Modell so ist. Es ist beschädigt, oder dazu gemacht, den Speicher zu füllen.</translation>
    </message>
    <message>
        <source>Checking {name}</source>
        <translation>{name} wird geprüft</translation>
    </message>
    <message>
        <source>Copying {name}</source>
        <translation>{name} wird kopiert</translation>
    </message>
    <message>
        <source>{title} came with the program and keeps its name.</source>
        <translation>{title} liegt dem Programm bei und behält seinen Namen.</translation>
    </message>
    <message>
        <source>{name} cannot be renamed: {strerror}.</source>
        <translation>{name} kann nicht umbenannt werden: {strerror}.</translation>
    </message>
    <message>
        <source>Comparing the copy</source>
        <translation>Die Kopie wird verglichen</translation>
    </message>
    <message>
        <source>{name} cannot be copied to {parent}: {why}.</source>
        <translation>{name} kann nicht nach {parent} kopiert werden: {why}.</translation>
    </message>
    <message>
        <source>The copy of {name} is not the same: import it once more.</source>
        <translation>Die Kopie von {name} ist nicht gleich: Importieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The tile size is {tile}; choose a multiple of {tile_multiple} from {smallest_tile} on.</source>
        <translation>Die Kachelgröße ist {tile}; wählen Sie ein Vielfaches von {tile_multiple} ab {smallest_tile}.</translation>
    </message>
    <message>
        <source>{name} needs {needed} GB of memory, and {free} GB are free: close other programs and open it again. If the file itself is small, it is made to fill memory.</source>
        <translation>{name} braucht {needed} GB Speicher, und {free} GB sind frei: Schließen Sie andere Programme, und öffnen Sie es noch einmal. Ist die Datei selbst klein, so ist sie dazu gemacht, den Speicher zu füllen.</translation>
    </message>
    <message>
        <source>{name} cannot be read ({strerror}): see whether its disk or share is still there, and open it again.</source>
        <translation>{name} kann nicht gelesen werden ({strerror}): Sehen Sie nach, ob sein Laufwerk oder seine Freigabe noch da ist, und öffnen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{available} GB free of {total} GB.</source>
        <translation>{available} GB von {total} GB frei.</translation>
    </message>
    <message>
        <source>{default_model} on {device}, {precision}: a tiny picture is off by {off}.</source>
        <translation>{default_model} auf {device}, {precision}: Ein winziges Bild weicht um {off} ab.</translation>
    </message>
    <message>
        <source>{text}; {free} GB free.</source>
        <translation>{text}; {free} GB frei.</translation>
    </message>
    <message>
        <source>Picture files</source>
        <translation>Bilddateien</translation>
    </message>
    <message>
        <source>Foreground colours</source>
        <translation>Vordergrundfarben</translation>
    </message>
    <message>
        <source>This torchvision goes with {wanted}: install both from the same index.</source>
        <translation>Dieses torchvision gehört zu {wanted}: Installieren Sie beide aus demselben Verzeichnis.</translation>
    </message>
    <message>
        <source>It should be below {most_error}: choose the CPU under Advanced, or install dmat again.</source>
        <translation>Es sollte unter {most_error} sein: Wählen Sie unter Erweitert die CPU, oder installieren Sie dmat noch einmal.</translation>
    </message>
    <message>
        <source>PNG, 16 bits</source>
        <translation>PNG, 16 Bit</translation>
    </message>
    <message>
        <source>TIFF, 16 bits</source>
        <translation>TIFF, 16 Bit</translation>
    </message>
    <message>
        <source>TIFF, floats</source>
        <translation>TIFF, Float</translation>
    </message>
    <message>
        <source>EXR, half floats</source>
        <translation>EXR, Half-Float</translation>
    </message>
    <message>
        <source>WebP, 8 bits</source>
        <translation>WebP, 8 Bit</translation>
    </message>
    <message>
        <source>{join}: written and read back.</source>
        <translation>{join}: geschrieben und zurückgelesen.</translation>
    </message>
    <message>
        <source>pymatting estimates colours.</source>
        <translation>pymatting schätzt Farben.</translation>
    </message>
    <message>
        <source>Not writable: {join}. Get the right to write there, or free the disk.</source>
        <translation>Nicht beschreibbar: {join}. Beschaffen Sie sich das Schreibrecht, oder machen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Check again in a minute or two: it is compiled once after each installation.</source>
        <translation>Prüfen Sie in ein, zwei Minuten noch einmal: Nach jeder Installation wird es einmal übersetzt.</translation>
    </message>
    <message>
        <source>Install what is missing: pip install {join}</source>
        <translation>Installieren Sie, was fehlt: pip install {join}</translation>
    </message>
    <message>
        <source>Nothing hides this program.</source>
        <translation>Nichts verdeckt dieses Programm.</translation>
    </message>
    <message>
        <source>Close other programs before you matte large pictures.</source>
        <translation>Schließen Sie andere Programme, bevor Sie große Bilder freistellen.</translation>
    </message>
    <message>
        <source>Damaged: {join}.</source>
        <translation>Beschädigt: {join}.</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>Es gibt keine.</translation>
    </message>
    <message>
        <source>Install dmat again.</source>
        <translation>Installieren Sie dmat noch einmal.</translation>
    </message>
    <message>
        <source>Install imagecodecs, tifffile and OpenEXR again, or use another format.</source>
        <translation>Installieren Sie imagecodecs, tifffile und OpenEXR noch einmal, oder verwenden Sie ein anderes Format.</translation>
    </message>
    <message>
        <source>pymatting gives colours that are no numbers.</source>
        <translation>pymatting gibt Farben, die keine Zahlen sind.</translation>
    </message>
    <message>
        <source>Install pymatting and numba again.</source>
        <translation>Installieren Sie pymatting und numba noch einmal.</translation>
    </message>
    <message>
        <source>Make room: projects and models go there.</source>
        <translation>Machen Sie Platz: Dorthin kommen Projekte und Modelle.</translation>
    </message>
    <message>
        <source>Still being prepared.</source>
        <translation>Wird noch vorbereitet.</translation>
    </message>
    <message>
        <source>Install dmat again; if that does not help, send this report.</source>
        <translation>Installieren Sie dmat noch einmal; wenn das nicht hilft, schicken Sie diesen Bericht.</translation>
    </message>
    <message>
        <source>The check</source>
        <translation>Die Prüfung</translation>
    </message>
    <message>
        <source>read back, it is off by {off}</source>
        <translation>zurückgelesen weicht es um {off} ab</translation>
    </message>
    <message>
        <source>{title} had too little memory for several tiles at once, so this was matted one by one.</source>
        <translation>{title} hatte zu wenig Speicher für mehrere Kacheln zugleich, darum wurde eine nach der anderen freigestellt.</translation>
    </message>
    <message>
        <source>{title} had too little memory, so this was matted in tiles of {smaller} pixels.</source>
        <translation>{title} hatte zu wenig Speicher, darum wurde in Kacheln von {smaller} Pixeln freigestellt.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({strerror}): check the folder around it and the space on the disk.</source>
        <translation>Der Ordner {folder} kann nicht angelegt werden ({strerror}): Prüfen Sie den Ordner darum und den Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>The fine-tuning</source>
        <translation>Das Nachtrainieren</translation>
    </message>
    <message>
        <source>Nothing can be written into {output}: choose another folder, or see who may write there.</source>
        <translation>In {output} kann nichts geschrieben werden: Wählen Sie einen anderen Ordner, oder sehen Sie nach, wer dort schreiben darf.</translation>
    </message>
    <message>
        <source>`dmat desktop` is for Linux desktops: here, make a shortcut to the program dmat by hand.</source>
        <translation>`dmat desktop` ist für Linux-Desktops: Legen Sie hier von Hand eine Verknüpfung zum Programm dmat an.</translation>
    </message>
    <message>
        <source>There is no program {program} to be started: install dmat first, by `pip install .`.</source>
        <translation>Es gibt kein Programm {program}, das gestartet werden könnte: Installieren Sie dmat zuerst, mit `pip install .`.</translation>
    </message>
    <message>
        <source>{name} is {width} × {height} pixels, and the picture of {name_2} was {width_2} × {height_2}: find the right one.</source>
        <translation>{name} hat {width} × {height} Pixel, und das Bild von {name_2} hatte {width_2} × {height_2}: Suchen Sie das richtige.</translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation>Astronautin</translation>
    </message>
    <message>
        <source>Eileen Collins, photographed by NASA, 1999 (public domain)</source>
        <translation>Eileen Collins, fotografiert von der NASA, 1999 (gemeinfrei)</translation>
    </message>
    <message>
        <source>Chelsea the cat</source>
        <translation>Die Katze Chelsea</translation>
    </message>
    <message>
        <source>Stéfan van der Walt (CC0)</source>
        <translation>Stéfan van der Walt (CC0)</translation>
    </message>
    <message>
        <source>Dahlia</source>
        <translation>Dahlie</translation>
    </message>
    <message>
        <source>vultilion on Flickr (CC BY 2.0)</source>
        <translation>vultilion auf Flickr (CC BY 2.0)</translation>
    </message>
    <message>
        <source>{name} is the same all over, so it has no edge: choose another mask.</source>
        <translation>{name} ist überall gleich und hat darum keinen Rand: Wählen Sie eine andere Maske.</translation>
    </message>
    <message>
        <source>There is no {what} file or folder {place}: check its name.</source>
        <translation>Datei oder Ordner ({what}) gibt es nicht: {place}. Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>There is no picture {picture}: check its name.</source>
        <translation>Ein Bild {picture} gibt es nicht: Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>, trimaps among them, but no mattes</source>
        <translation>, darunter Trimaps, aber keine Matten</translation>
    </message>
    <message>
        <source>{count} pictures without transparency{lack}</source>
        <translation>{count} Bilder ohne Transparenz{lack}</translation>
    </message>
    <message>
        <source>There is no folder of training pictures {root}: check its name.</source>
        <translation>Einen Ordner {root} mit Trainingsbildern gibt es nicht: Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>The name {stem}… is too long for a file: shorten the picture&apos;s name, or the pattern.</source>
        <translation>Der Name {stem}… ist zu lang für eine Datei: Kürzen Sie den Namen des Bildes oder das Muster.</translation>
    </message>
    <message>
        <source>The unknown band cannot be {min} pixels wide: use 0 or more.</source>
        <translation>Das unbekannte Band kann nicht {min} Pixel breit sein: Verwenden Sie 0 oder mehr.</translation>
    </message>
    <message>
        <source>Closed-form matting needs a height x width x 3 picture of floats in [0, 1], not an array of shape {shape} and type {dtype}.</source>
        <translation>Das geschlossene Verfahren braucht ein Bild Höhe x Breite x 3 aus Gleitkommazahlen in [0, 1], nicht die Form {shape} vom Typ {dtype}.</translation>
    </message>
    <message>
        <source>The trimap is {shape} x {shape_2} pixels and the picture {shape_2_2} x {shape_2_2_2}; they must be of one size.</source>
        <translation>Die Trimap hat {shape} x {shape_2} Pixel und das Bild {shape_2_2} x {shape_2_2_2}; sie müssen gleich groß sein.</translation>
    </message>
    <message>
        <source>A picture of {width} x {height} pixels is too small to matte: 3 x 3 at least.</source>
        <translation>Ein Bild von {width} x {height} Pixeln ist zum Freistellen zu klein: mindestens 3 x 3.</translation>
    </message>
    <message>
        <source>The coarse matte was cancelled.</source>
        <translation>Die grobe Matte wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Pictures of type {dtype} are not supported: use 8 or 16 bit, or float.</source>
        <translation>Bilder vom Typ {dtype} werden nicht unterstützt: Verwenden Sie 8 oder 16 Bit, oder Gleitkomma.</translation>
    </message>
    <message>
        <source>Foreground, alpha and background must have one size, not {named} pixels.</source>
        <translation>Vordergrund, Alpha und Hintergrund müssen gleich groß sein, nicht {named} Pixel.</translation>
    </message>
    <message>
        <source>The alpha&apos;s shape {shape} is not that of the image, {shape_2}.</source>
        <translation>Die Form des Alphas, {shape}, ist nicht die des Bildes, {shape_2}.</translation>
    </message>
    <message>
        <source>Estimated foreground colours need the package pymatting: install it, or export original colours.</source>
        <translation>Geschätzte Vordergrundfarben brauchen das Paket pymatting: Installieren Sie es, oder exportieren Sie die Farben des Originals.</translation>
    </message>
    <message>
        <source>{name} cannot be written: its ending must be one of {join}.</source>
        <translation>{name} kann nicht geschrieben werden: Die Endung muss eine von {join} sein.</translation>
    </message>
    <message>
        <source>{name}: JPEG would change the alpha&apos;s values. Choose PNG, TIFF or EXR.</source>
        <translation>{name}: JPEG würde die Werte des Alphas ändern. Wählen Sie PNG, TIFF oder EXR.</translation>
    </message>
    <message>
        <source>{name}: JPEG has no transparency. Choose PNG, WebP, TIFF or EXR.</source>
        <translation>{name}: JPEG kennt keine Transparenz. Wählen Sie PNG, WebP, TIFF oder EXR.</translation>
    </message>
    <message>
        <source>The alpha&apos;s shape {shape} is not that of the pixels, {shape_2}.</source>
        <translation>Die Form des Alphas, {shape}, ist nicht die der Pixel, {shape_2}.</translation>
    </message>
    <message>
        <source>{name} cannot hold a depth of {depth}: choose {join}, or another kind of file.</source>
        <translation>{name} kann die Tiefe {depth} nicht haben: Wählen Sie {join}, oder eine andere Art von Datei.</translation>
    </message>
    <message>
        <source>Only uint8, uint16 and float32 pixels of height × width × 3 can be written, not {dtype} of {shape}.</source>
        <translation>Nur uint8-, uint16- und float32-Pixel der Form Höhe × Breite × 3 können geschrieben werden, nicht {dtype} der Form {shape}.</translation>
    </message>
    <message>
        <source>An alpha must be height × width with values from 0 to 1, not {shape} with values from {min} to {max}.</source>
        <translation>Ein Alpha muss Höhe × Breite sein, mit Werten von 0 bis 1, nicht {shape} mit Werten von {min} bis {max}.</translation>
    </message>
    <message>
        <source>Files ending in “{suffix}” cannot be written: use .png, .tif, .webp, .jpg or .exr.</source>
        <translation>Dateien mit der Endung „{suffix}“ können nicht geschrieben werden: Verwenden Sie .png, .tif, .webp, .jpg oder .exr.</translation>
    </message>
    <message>
        <source>The picture could not be encoded as PNG.</source>
        <translation>Das Bild konnte nicht als PNG kodiert werden.</translation>
    </message>
    <message>
        <source>{kind} holds at most {longest_side} pixels a side, and the picture has {width} × {height}: choose PNG or TIFF.</source>
        <translation>{kind} fasst höchstens {longest_side} Pixel je Seite, und das Bild hat {width} × {height}: Wählen Sie PNG oder TIFF.</translation>
    </message>
    <message>
        <source>it has no R, G and B channels, only {join}</source>
        <translation>es hat keine Kanäle R, G und B, nur {join}</translation>
    </message>
    <message>
        <source>it is a deep EXR, which has no single value per pixel</source>
        <translation>es ist ein tiefes EXR, das nicht einen Wert je Pixel hat</translation>
    </message>
    <message>
        <source>its channels are subsampled or hold integers, which is not read here</source>
        <translation>seine Kanäle sind unterabgetastet oder enthalten ganze Zahlen, was hier nicht gelesen wird</translation>
    </message>
    <message>
        <source>EXR files need the Python package OpenEXR, version 3.5 or later</source>
        <translation>EXR-Dateien brauchen das Python-Paket OpenEXR, Version 3.5 oder neuer</translation>
    </message>
    <message>
        <source>{path} could not be written ({reason}), and what was there is unchanged: check the folder and the space on the disk.</source>
        <translation>{path} konnte nicht geschrieben werden ({reason}), und was dort war, ist unverändert: Prüfen Sie den Ordner und den Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>{path} is a folder, so no file can have its name: choose another.</source>
        <translation>{path} ist ein Ordner, darum kann keine Datei so heißen: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({strerror}): choose another.</source>
        <translation>Der Ordner {folder} kann nicht angelegt werden ({strerror}): Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>A picture must be height × width × 3, not {join}.</source>
        <translation>Ein Bild muss Höhe × Breite × 3 sein, nicht {join}.</translation>
    </message>
    <message>
        <source>A picture must be uint8, uint16 or float32, not {dtype}.</source>
        <translation>Ein Bild muss uint8, uint16 oder float32 sein, nicht {dtype}.</translation>
    </message>
    <message>
        <source>The picture&apos;s alpha ({dtype}, {shape}) does not go with its pixels ({dtype_2}, {shape_2}).</source>
        <translation>Das Alpha des Bildes ({dtype}, {shape}) passt nicht zu seinen Pixeln ({dtype_2}, {shape_2}).</translation>
    </message>
    <message>
        <source>A picture must be height × width × 1, 3 or 4, not {join}.</source>
        <translation>Ein Bild muss Höhe × Breite × 1, 3 oder 4 sein, nicht {join}.</translation>
    </message>
    <message>
        <source>{name} is empty: choose another file.</source>
        <translation>{name} ist leer: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{name} is not a picture that can be read here (PNG, JPEG, TIFF, WebP, AVIF, BMP or EXR): save it as one of these, or choose another file.</source>
        <translation>{name} ist kein Bild, das hier gelesen werden kann (PNG, JPEG, TIFF, WebP, AVIF, BMP oder EXR): Speichern Sie es als eines davon, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}. Save it as a plain PNG.</source>
        <translation>{name} kann nicht gelesen werden: {error}. Speichern Sie es als einfaches PNG.</translation>
    </message>
    <message>
        <source>{name} cannot be read, it seems to be damaged or cut off: get the file anew, or save it again from the program that made it.</source>
        <translation>{name} kann nicht gelesen werden, die Datei scheint beschädigt oder abgeschnitten zu sein: Holen Sie sie neu, oder speichern Sie sie noch einmal aus dem Programm, aus dem sie stammt.</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({strerror}): check its name and your access to it.</source>
        <translation>{path} kann nicht geöffnet werden ({strerror}): Prüfen Sie den Namen und Ihre Zugriffsrechte.</translation>
    </message>
    <message>
        <source>drag the box a little larger, so that it holds some background too.</source>
        <translation>ziehen Sie den Rahmen etwas größer, sodass er auch etwas Hintergrund enthält.</translation>
    </message>
    <message>
        <source>paint a little more of the subject and around it.</source>
        <translation>malen Sie noch etwas mehr vom Motiv und rund darum.</translation>
    </message>
    <message>
        <source>There are no strokes to make a trimap from: paint over the subject first.</source>
        <translation>Es gibt keine Striche, aus denen eine Trimap werden könnte: Malen Sie erst über das Motiv.</translation>
    </message>
    <message>
        <source>The box is too small: drag it all around the subject.</source>
        <translation>Der Rahmen ist zu klein: Ziehen Sie ihn ganz um das Motiv.</translation>
    </message>
    <message>
        <source>The box leaves nothing around the subject: leave some background outside it.</source>
        <translation>Der Rahmen lässt nichts rund um das Motiv: Lassen Sie außerhalb etwas Hintergrund.</translation>
    </message>
    <message>
        <source>No subject could be found in the box: {advice}</source>
        <translation>Im Rahmen wurde kein Motiv gefunden: {advice}</translation>
    </message>
    <message>
        <source>No {name} could be found from these strokes: paint a stroke on the {name}.</source>
        <translation>Aus diesen Strichen ließ sich die Klasse {name} nicht finden: Malen Sie einen Strich der Klasse {name}.</translation>
    </message>
    <message>
        <source>No edge could be found: {advice}</source>
        <translation>Es wurde kein Rand gefunden: {advice}</translation>
    </message>
    <message>
        <source>it holds a volume with the axes {axes}, not a picture</source>
        <translation>es enthält ein Volumen mit den Achsen {axes}, kein Bild</translation>
    </message>
    <message>
        <source>its colours are stored as {photometric} (TIFF&apos;s number), which is not read here</source>
        <translation>seine Farben sind als {photometric} gespeichert (die Nummer des TIFF), was hier nicht gelesen wird</translation>
    </message>
    <message>
        <source>it has {shape} samples a pixel where its colour needs {count}</source>
        <translation>es hat {shape} Werte je Pixel, wo seine Farbe {count} braucht</translation>
    </message>
    <message>
        <source>its samples are of type {dtype}, which is not read here</source>
        <translation>seine Werte sind vom Typ {dtype}, was hier nicht gelesen wird</translation>
    </message>
    <message>
        <source>TIFF files need the Python packages tifffile and imagecodecs</source>
        <translation>TIFF-Dateien brauchen die Python-Pakete tifffile und imagecodecs</translation>
    </message>
    <message>
        <source>The tile of {tile} pixels is not a multiple of {multiple}.</source>
        <translation>Die Kachel von {tile} Pixeln ist kein Vielfaches von {multiple}.</translation>
    </message>
    <message>
        <source>Tiles of {tile} pixels can overlap by 0 to {tile_2} pixels, not by {overlap}.</source>
        <translation>Kacheln von {tile} Pixeln können um 0 bis {tile_2} Pixel überlappen, nicht um {overlap}.</translation>
    </message>
    <message>
        <source>the picture</source>
        <translation>das Bild</translation>
    </message>
    <message>
        <source>{name} holds values besides 0, 128 and 255 ({snapped} pixels, {share} %): up to {background_up_to} became background, from {foreground_from} foreground, the rest unknown.</source>
        <translation>{name} enthält andere Werte als 0, 128 und 255 ({snapped} Pixel, {share} %): Bis {background_up_to} wurde Hintergrund, ab {foreground_from} Vordergrund, der Rest unbekannt.</translation>
    </message>
    <message>
        <source>{share} % of the picture is unknown. Slow and less exact: paint more.</source>
        <translation>{share} % des Bildes sind unbekannt. Langsam und ungenauer: Malen Sie mehr.</translation>
    </message>
    <message>
        <source>The trimap</source>
        <translation>Die Trimap</translation>
    </message>
    <message>
        <source>A trimap must be height × width, not {join}.</source>
        <translation>Eine Trimap muss Höhe × Breite sein, nicht {join}.</translation>
    </message>
    <message>
        <source>A trimap must be uint8 of height × width, not {dtype} of {shape}.</source>
        <translation>Eine Trimap muss uint8 der Form Höhe × Breite sein, nicht {dtype} der Form {shape}.</translation>
    </message>
    <message>
        <source>The trimap holds the value {others}; only 0 (background), 128 (unknown) and 255 (foreground) are allowed.</source>
        <translation>Die Trimap enthält den Wert {others}; nur 0 (Hintergrund), 128 (unbekannt) und 255 (Vordergrund) sind erlaubt.</translation>
    </message>
    <message>
        <source>The trimap has no {missing}: paint some pixels that are surely {missing}.</source>
        <translation>In der Trimap fehlt die Klasse {missing}: Malen Sie einige Pixel, die sicher zu {missing} gehören.</translation>
    </message>
    <message>
        <source>{name} is {shape} × {shape_2} pixels and {picture} is {size} × {size_2}: open the one made for this picture, or scale it to the picture&apos;s size.</source>
        <translation>{name} hat {shape} × {shape_2} Pixel und {picture} {size} × {size_2}: Öffnen Sie die Datei, die zu diesem Bild gehört, oder bringen Sie sie auf seine Größe.</translation>
    </message>
    <message>
        <source>The trimap holds values from {min} to {max}: they must lie between 0 and {full}.</source>
        <translation>Die Trimap enthält Werte von {min} bis {max}: Sie müssen zwischen 0 und {full} liegen.</translation>
    </message>
    <message>
        <source>{name} is not a trimap. {error}</source>
        <translation>{name} ist keine Trimap. {error}</translation>
    </message>
    <message>
        <source>{len} misshapen ({some})</source>
        <translation>{len} von falscher Form ({some})</translation>
    </message>
    <message>
        <source>{source} does not hold this model&apos;s tensors: {join}.</source>
        <translation>{source} enthält nicht die Tensoren dieses Modells: {join}.</translation>
    </message>
    <message>
        <source> and {most} more</source>
        <translation> und {most} weitere</translation>
    </message>
    <message>
        <source>There is no model file {path}.</source>
        <translation>Eine Modelldatei {path} gibt es nicht.</translation>
    </message>
    <message>
        <source>{name} is a safetensors file, but not a model of this program.</source>
        <translation>{name} ist eine safetensors-Datei, aber kein Modell dieses Programms.</translation>
    </message>
    <message>
        <source>{name} is not a readable safetensors file ({error}). Files ending in .pt or .pth are taken in by `dmat import-released`.</source>
        <translation>{name} ist keine lesbare safetensors-Datei ({error}). Dateien mit der Endung .pt oder .pth nimmt `dmat import-released` an.</translation>
    </message>
    <message>
        <source>The description inside {name} is damaged ({error}).</source>
        <translation>Die Beschreibung in {name} ist beschädigt ({error}).</translation>
    </message>
    <message>
        <source>The model&apos;s description cannot be read ({error}). It was written by another version: update this program, or import the weights again.</source>
        <translation>Die Beschreibung des Modells kann nicht gelesen werden ({error}). Sie stammt von einer anderen Version: Aktualisieren Sie dieses Programm, oder importieren Sie die Gewichte noch einmal.</translation>
    </message>
    <message>
        <source>{name} architecture{by}.</source>
        <translation>Architektur {name}{by}.</translation>
    </message>
    <message>
        <source>Small model that comes with the program; refines a closed-form coarse matte.</source>
        <translation>Kleines Modell, das dem Programm beiliegt; verfeinert eine grobe Matte des geschlossenen Verfahrens.</translation>
    </message>
    <message>
        <source>, weights by {weights_by}</source>
        <translation>, Gewichte von {weights_by}</translation>
    </message>
    <message>
        <source>Closed-form (no network)</source>
        <translation>Geschlossenes Verfahren (ohne Netz)</translation>
    </message>
    <message>
        <source>Closed-form matting (Levin et al.), to compare with: one solve, no steps.</source>
        <translation>Geschlossenes Verfahren (Levin et al.), zum Vergleich: eine Lösung, keine Schritte.</translation>
    </message>
    <message>
        <source>{name} architecture.</source>
        <translation>Architektur {name}.</translation>
    </message>
    <message>
        <source>{name} has no network to load; MattingPredictor({name}) runs it.</source>
        <translation>{name} hat kein Netz zu laden; MattingPredictor({name}) führt es aus.</translation>
    </message>
    <message>
        <source>{name} has no network, and so no weights.</source>
        <translation>{name} hat kein Netz und darum keine Gewichte.</translation>
    </message>
    <message>
        <source>A model&apos;s name cannot be empty: give one, such as my-fur.</source>
        <translation>Der Name eines Modells kann nicht leer sein: Geben Sie ihm einen, etwa mein-fell.</translation>
    </message>
    <message>
        <source>The name {name} cannot be a model&apos;s: leave out &lt; &gt; : &quot; / \ | ? *, spaces and full stops at the ends, and the ending {suffix}.</source>
        <translation>Der Name {name} kann nicht der eines Modells sein: Lassen Sie &lt; &gt; : &quot; / \ | ? *, Leerzeichen und Punkte am Anfang und Ende und die Endung {suffix} weg.</translation>
    </message>
    <message>
        <source>The name {name} is too long for a file, or one that Windows keeps for itself: choose another.</source>
        <translation>Der Name {name} ist zu lang für eine Datei, oder einer, den Windows für sich behält: Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>There is a model {name} already: choose another name.</source>
        <translation>Ein Modell {name} gibt es schon: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The model file {path} cannot be read: {strerror}.</source>
        <translation>Die Modelldatei {path} kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>the authors of DiffusionMat (Xu et al.)</source>
        <translation>den Autoren von DiffusionMat (Xu et al.)</translation>
    </message>
    <message>
        <source>{name} holds no `net_model`, so it is not the prior&apos;s checkpoint. The prior comes first, the matting checkpoint second.</source>
        <translation>{name} enthält kein `net_model` und ist darum nicht die Datei des Priors. Erst kommt der Prior, dann die Datei für das Matting.</translation>
    </message>
    <message>
        <source>{name} does not hold the encoder and the corrector one after the other, so it is not the matting checkpoint. The prior comes first, the matting checkpoint second.</source>
        <translation>{name} enthält nicht Encoder und Korrektor hintereinander und ist darum nicht die Datei für das Matting. Erst kommt der Prior, dann die Datei für das Matting.</translation>
    </message>
    <message>
        <source>The {name} in {name_2}</source>
        <translation>{name} in {name_2}</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>Eine Datei {path} gibt es nicht.</translation>
    </message>
    <message>
        <source>{what} is no state dict of tensors.</source>
        <translation>{what} ist kein Zustand aus Tensoren.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>The region {region} does not lie inside the picture of {shape} x {shape_2} pixels.</source>
        <translation>Der Bereich {region} liegt nicht im Bild von {shape} x {shape_2} Pixeln.</translation>
    </message>
    <message>
        <source>Matting a region needs the earlier alpha of the whole picture as `previous`.</source>
        <translation>Einen Bereich freizustellen braucht das frühere Alpha des ganzen Bildes als `previous`.</translation>
    </message>
    <message>
        <source>Closed-form matting</source>
        <translation>Geschlossenes Verfahren</translation>
    </message>
    <message>
        <source>So much is unknown that closed-form matting was solved at a smaller size.</source>
        <translation>So viel ist unbekannt, dass das geschlossene Verfahren in kleinerer Größe gelöst wurde.</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name} wird geschrieben</translation>
    </message>
    <message>
        <source>Writing {name} ({number} of {len})</source>
        <translation>{name} wird geschrieben ({number} von {len})</translation>
    </message>
    <message>
        <source>Coarse matte</source>
        <translation>Grobe Matte</translation>
    </message>
    <message>
        <source>{name} is not opened: “{name_2}” in it is larger than its picture allows, so it is damaged or made to fill the memory. Take another copy of it.</source>
        <translation>{name} wird nicht geöffnet: „{name_2}“ darin ist größer, als es das Bild zulässt, also beschädigt oder dazu gemacht, den Speicher zu füllen. Nehmen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>{name} is not a project of this app: choose another file.</source>
        <translation>{name} ist kein Projekt dieses Programms: Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{name} was saved by a later version of DiffusionMat: update the app to open it.</source>
        <translation>{name} wurde von einer späteren Version von DiffusionMat gespeichert: Aktualisieren Sie das Programm, um es zu öffnen.</translation>
    </message>
    <message>
        <source>“{name}” is missing</source>
        <translation>„{name}“ fehlt</translation>
    </message>
    <message>
        <source>“{name}” is not as large as it must be</source>
        <translation>„{name}“ ist nicht so groß, wie es sein muss</translation>
    </message>
    <message>
        <source>its parts lie over each other</source>
        <translation>seine Teile liegen übereinander</translation>
    </message>
    <message>
        <source>“{name}” is cut off</source>
        <translation>„{name}“ ist abgeschnitten</translation>
    </message>
    <message>
        <source>{name} is not a project of this app, or it is damaged or cut off: choose another file, or a copy of this one.</source>
        <translation>{name} ist kein Projekt dieses Programms, oder es ist beschädigt oder abgeschnitten: Wählen Sie eine andere Datei, oder eine Kopie von dieser.</translation>
    </message>
    <message>
        <source>{name} cannot be opened as a project, it seems to be damaged or cut off ({reason}): take a copy of it from elsewhere, or begin anew with the picture.</source>
        <translation>{name} kann nicht als Projekt geöffnet werden, die Datei scheint beschädigt oder abgeschnitten zu sein ({reason}): Nehmen Sie eine Kopie von anderswo, oder fangen Sie mit dem Bild neu an.</translation>
    </message>
    <message>
        <source>an object is missing</source>
        <translation>ein Objekt fehlt</translation>
    </message>
    <message>
        <source>“{key}” is not a number that can be</source>
        <translation>„{key}“ ist keine Zahl, die es sein kann</translation>
    </message>
    <message>
        <source>“{key}” is not a number</source>
        <translation>„{key}“ ist keine Zahl</translation>
    </message>
    <message>
        <source>“{key}” holds something else</source>
        <translation>„{key}“ enthält etwas anderes</translation>
    </message>
    <message>
        <source>“{key}” is missing or not what it should be</source>
        <translation>„{key}“ fehlt oder ist nicht, was es sein soll</translation>
    </message>
    <message>
        <source>The picture in {name}</source>
        <translation>Das Bild in {name}</translation>
    </message>
    <message>
        <source>the picture&apos;s size cannot be</source>
        <translation>die Größe des Bildes ist unmöglich</translation>
    </message>
    <message>
        <source>its runs are not those it names</source>
        <translation>seine Durchläufe sind nicht die, die es nennt</translation>
    </message>
    <message>
        <source>“{name}” is no trimap</source>
        <translation>„{name}“ ist keine Trimap</translation>
    </message>
    <message>
        <source>its picture is of a kind that is not known</source>
        <translation>sein Bild ist von unbekannter Art</translation>
    </message>
    <message>
        <source>a setting is no number</source>
        <translation>eine Einstellung ist keine Zahl</translation>
    </message>
    <message>
        <source>the step in use is not there</source>
        <translation>der verwendete Schritt ist nicht da</translation>
    </message>
    <message>
        <source>its steps are not those it names</source>
        <translation>seine Schritte sind nicht die, die es nennt</translation>
    </message>
    <message>
        <source>{name} does not hold its picture: name the picture&apos;s own file.</source>
        <translation>{name} enthält sein Bild nicht: Geben Sie die Datei des Bildes selbst an.</translation>
    </message>
    <message>
        <source>{name} has no finished result: open it, click Matte, and save it again.</source>
        <translation>{name} hat kein fertiges Ergebnis: Öffnen Sie es, klicken Sie auf Freistellen, und speichern Sie es wieder.</translation>
    </message>
    <message>
        <source>its result is no alpha</source>
        <translation>sein Ergebnis ist kein Alpha</translation>
    </message>
    <message>
        <source>“saved” is no time</source>
        <translation>„saved“ ist keine Zeit</translation>
    </message>
    <message>
        <source>a step has not the mattes it must have</source>
        <translation>ein Schritt hat nicht die Matten, die er haben muss</translation>
    </message>
    <message>
        <source>{name} needs more memory than there is: close other programs and open it again.</source>
        <translation>{name} braucht mehr Speicher, als da ist: Schließen Sie andere Programme, und öffnen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{path} could not be saved ({reason}), and what was there is unchanged: check the folder and the space on the disk, or save under another name.</source>
        <translation>{path} konnte nicht gespeichert werden ({reason}), und was dort war, ist unverändert: Prüfen Sie den Ordner und den Platz auf dem Datenträger, oder speichern Sie unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>{join}; threads on the CPU: {get_num_threads}.</source>
        <translation>{join}; Threads auf der CPU: {get_num_threads}.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Installation</source>
        <translation>Installation</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>Schriften</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>Der Durchlauf wurde abgebrochen.</translation>
    </message>
    <message>
        <source>{title} had too little memory, so this was matted on the CPU, which takes longer.</source>
        <translation>{title} hatte zu wenig Speicher, darum wurde auf der CPU freigestellt, was länger dauert.</translation>
    </message>
    <message>
        <source>Some of the pictures were changed or taken away since: put them back, or begin a new training.</source>
        <translation>Einige der Bilder wurden seitdem geändert oder entfernt: Legen Sie sie zurück, oder beginnen Sie ein neues Training.</translation>
    </message>
    <message>
        <source>measuring before</source>
        <translation>Messung vorher</translation>
    </message>
    <message>
        <source>measuring after</source>
        <translation>Messung nachher</translation>
    </message>
    <message>
        <source>Fine-tuning runs in one process: start it without torchrun or accelerate launch. `dmat train matting --preset finetune` runs on several devices.</source>
        <translation>Nachtrainieren läuft in einem Prozess: Starten Sie es ohne torchrun und accelerate launch. `dmat train matting --preset finetune` läuft auf mehreren Geräten.</translation>
    </message>
    <message>
        <source>Closed-form matting has no network to train: begin from compact, or from a model file.</source>
        <translation>Das geschlossene Verfahren hat kein Netz zu trainieren: Gehen Sie von compact aus, oder von einer Modelldatei.</translation>
    </message>
    <message>
        <source>Stopped during the trial steps, before anything was trained.</source>
        <translation>Während der Probeschritte angehalten, bevor etwas trainiert war.</translation>
    </message>
    <message>
        <source>{root} holds no pictures with mattes to train on.</source>
        <translation>{root} enthält keine Bilder mit Matten, mit denen trainiert werden könnte.</translation>
    </message>
    <message>
        <source>Fine-tuning was stopped; started again, it goes on from there.</source>
        <translation>Das Nachtrainieren wurde angehalten; wieder gestartet, geht es dort weiter.</translation>
    </message>
    <message>
        <source>{folder} holds another {model}: name another folder with -o.</source>
        <translation>{folder} enthält ein anderes {model}: Geben Sie mit -o einen anderen Ordner an.</translation>
    </message>
    <message>
        <source>{path}, which says what the fine-tuning in this folder is, cannot be read ({error}). Put it back from a copy, or name another folder with -o.</source>
        <translation>{path}, das sagt, was das Nachtrainieren in diesem Ordner ist, kann nicht gelesen werden ({error}). Legen Sie es aus einer Kopie zurück, oder geben Sie mit -o einen anderen Ordner an.</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>trained on</source>
        <translation>trainiert</translation>
    </message>
    <message>
        <source>{case} was not measured: {why}</source>
        <translation>{case} wurde nicht gemessen: {why}</translation>
    </message>
    <message>
        <source>No picture was measured before and after.</source>
        <translation>Kein Bild wurde vorher und nachher gemessen.</translation>
    </message>
    <message>
        <source>No picture could be measured.</source>
        <translation>Kein Bild konnte gemessen werden.</translation>
    </message>
    <message>
        <source>pictures to train on</source>
        <translation>Bilder zum Trainieren</translation>
    </message>
    <message>
        <source>files of {part}</source>
        <translation>Dateien von {part}</translation>
    </message>
    <message>
        <source>Noise level T = {t_start}: the alpha may be less exact, as the model was trained for other values ({levels}).</source>
        <translation>Rauschstärke T = {t_start}: Das Alpha kann ungenauer sein, denn das Modell wurde für andere Werte trainiert ({levels}).</translation>
    </message>
    <message>
        <source>Steps S = {steps}: the alpha may be less exact, as the model was trained for other values ({counts}).</source>
        <translation>Schritte S = {steps}: Das Alpha kann ungenauer sein, denn das Modell wurde für andere Werte trainiert ({counts}).</translation>
    </message>
    <message>
        <source>“home_stamp” is not of a file</source>
        <translation>„home_stamp“ ist von keiner Datei</translation>
    </message>
    <message>
        <source>{name} came after this training began: the next one has it.</source>
        <translation>{name} kam hinzu, nachdem dieses Training begonnen hatte: Das nächste nimmt es auf.</translation>
    </message>
    <message>
        <source>pictures to measure on</source>
        <translation>Bilder zum Messen</translation>
    </message>
    <message>
        <source>pictures of the guard</source>
        <translation>Bilder der Wache</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>own share</source>
        <translation>eigener Anteil</translation>
    </message>
    <message>
        <source>{count} of {len} pictures cannot be held out: at least one must be left to train on.</source>
        <translation>{count} von {len} Bildern können nicht zurückgehalten werden: Mindestens eines muss zum Trainieren bleiben.</translation>
    </message>
    <message>
        <source>A fine-tuning cannot take {minutes} minutes: take above 0.</source>
        <translation>Ein Nachtrainieren kann nicht {minutes} Minuten dauern: Nehmen Sie mehr als 0.</translation>
    </message>
    <message>
        <source>None of the {title} can be used. {join}</source>
        <translation>Nichts davon ({title}) kann verwendet werden. {join}</translation>
    </message>
    <message>
        <source>{what} is left out: {error}</source>
        <translation>{what} wird ausgelassen: {error}</translation>
    </message>
    <message>
        <source>The share of one&apos;s own pictures is {own_share}; take above 0 up to 1.</source>
        <translation>Der Anteil der eigenen Bilder ist {own_share}; nehmen Sie mehr als 0 bis 1.</translation>
    </message>
    <message>
        <source>A batch of {batch} crops, {per_composite} per composite, cannot hold two kinds in the share {own_share}: take a larger batch.</source>
        <translation>Ein Stapel von {batch} Ausschnitten, {per_composite} je Montage, kann nicht zwei Arten im Verhältnis {own_share} fassen: Nehmen Sie einen größeren Stapel.</translation>
    </message>
    <message>
        <source>There are no pictures.</source>
        <translation>Es gibt keine Bilder.</translation>
    </message>
    <message>
        <source>Another process trains in {folder}: wait until it has ended.</source>
        <translation>In {folder} trainiert ein anderer Prozess: Warten Sie, bis er fertig ist.</translation>
    </message>
    <message>
        <source>Stopped; started again, it goes on from there.</source>
        <translation>Angehalten; wieder gestartet, geht es dort weiter.</translation>
    </message>
    <message>
        <source>dmat {program_version}, Python {python_version}, {platform}</source>
        <translation>dmat {program_version}, Python {python_version}, {platform}</translation>
    </message>
    <message>
        <source>(not installed)</source>
        <translation>(nicht installiert)</translation>
    </message>
    <message>
        <source>The package {owner} installs a &apos;core&apos; of its own</source>
        <translation>Das Paket {owner} installiert ein eigenes &apos;core&apos;</translation>
    </message>
    <message>
        <source>{sentence}: install dmat into an environment of its own, e.g. by pipx.</source>
        <translation>{sentence}: Installieren Sie dmat in eine eigene Umgebung, etwa mit pipx.</translation>
    </message>
    <message>
        <source>Another package called &apos;core&apos; lies in {parent}</source>
        <translation>Ein anderes Paket namens &apos;core&apos; liegt in {parent}</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name} wird geöffnet</translation>
    </message>
    <message>
        <source>Looking for the pictures</source>
        <translation>Die Bilder werden gesucht</translation>
    </message>
    <message>
        <source>The batch</source>
        <translation>Der Stapel</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>The folder {output} cannot be made ({strerror}): choose another.</source>
        <translation>Der Ordner {output} kann nicht angelegt werden ({strerror}): Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Estimating the colours</source>
        <translation>Die Farben werden geschätzt</translation>
    </message>
    <message>
        <source>The export</source>
        <translation>Der Export</translation>
    </message>
    <message>
        <source>The preview</source>
        <translation>Die Vorschau</translation>
    </message>
    <message>
        <source>Estimating the foreground&apos;s colours</source>
        <translation>Die Vordergrundfarben werden geschätzt</translation>
    </message>
    <message>
        <source>Preparing the estimation of colours, once: about a minute</source>
        <translation>Die Schätzung der Farben wird vorbereitet, einmalig: etwa eine Minute</translation>
    </message>
    <message>
        <source>The self-check</source>
        <translation>Der Selbsttest</translation>
    </message>
    <message>
        <source>The run is {width} × {height} pixels and the picture {size} × {size_2}: run it again on this picture.</source>
        <translation>Der Durchlauf hat {width} × {height} Pixel und das Bild {size} × {size_2}: Führen Sie ihn mit diesem Bild noch einmal aus.</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>Der Ordner wird angesehen</translation>
    </message>
    <message>
        <source>The evaluation</source>
        <translation>Die Auswertung</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>Der Bericht wird gespeichert</translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation>Die Bilder werden angesehen</translation>
    </message>
    <message>
        <source>Beginning to fine-tune</source>
        <translation>Das Nachtrainieren beginnt</translation>
    </message>
    <message>
        <source>Putting {name} among your models</source>
        <translation>{name} kommt zu Ihren Modellen</translation>
    </message>
    <message>
        <source>Counting multiply-accumulates</source>
        <translation>Multiplikationen werden gezählt</translation>
    </message>
    <message>
        <source>Renaming {title}</source>
        <translation>{title} wird umbenannt</translation>
    </message>
    <message>
        <source>Removing {title}</source>
        <translation>{title} wird entfernt</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>{name} wird importiert</translation>
    </message>
    <message>
        <source>Looking into {name}</source>
        <translation>{name} wird angesehen</translation>
    </message>
    <message>
        <source>Importing the authors&apos; weights</source>
        <translation>Die Gewichte der Autoren werden importiert</translation>
    </message>
    <message>
        <source>{name} could not be moved to the wastebasket ({errorstring}). It is where it was; delete it in its folder, if it is to go.</source>
        <translation>{name} konnte nicht in den Papierkorb gelegt werden ({errorstring}). Die Datei ist, wo sie war; löschen Sie sie in ihrem Ordner, wenn sie weg soll.</translation>
    </message>
    <message>
        <source>Reading the colour profile {name}</source>
        <translation>Das Farbprofil {name} wird gelesen</translation>
    </message>
    <message>
        <source>{name} is no colour profile that a monitor can have: choose an ICC file for RGB.</source>
        <translation>{name} ist kein Farbprofil, das ein Monitor haben kann: Wählen Sie eine ICC-Datei für RGB.</translation>
    </message>
    <message>
        <source>The trimap is {size} ({dtype}) and the picture {shape} × {shape_2}: use a trimap made for this picture.</source>
        <translation>Die Trimap ist {size} ({dtype}) und das Bild {shape} × {shape_2}: Verwenden Sie eine Trimap, die zu diesem Bild gehört.</translation>
    </message>
    <message>
        <source>The trimap holds the value {other}; only 0, 128 and 255 mean something in it.</source>
        <translation>Die Trimap enthält den Wert {other}; nur 0, 128 und 255 haben darin eine Bedeutung.</translation>
    </message>
    <message>
        <source>Reading thumbnails</source>
        <translation>Vorschaubilder werden gelesen</translation>
    </message>
    <message>
        <source>{name} cannot be read: save it as a file and open that.</source>
        <translation>{name} kann nicht gelesen werden: Speichern Sie es als Datei, und öffnen Sie die.</translation>
    </message>
    <message>
        <source>{who} stopped while {what}: {failure}</source>
        <translation>{who} hielt an, bei „{what}“: {failure}</translation>
    </message>
    <message>
        <source>{name} cannot be opened, what a run in it was asked for cannot be read: take another copy.</source>
        <translation>{name} kann nicht geöffnet werden, was ein Durchlauf darin verlangte, ist nicht zu lesen: Nehmen Sie eine andere Kopie.</translation>
    </message>
    <message>
        <source>Saving {name}</source>
        <translation>{name} wird gespeichert</translation>
    </message>
    <message>
        <source>{name} is not the file that {name_2} was made with: it was changed or replaced since. The trimap and the runs are as they were saved.</source>
        <translation>{name} ist nicht die Datei, mit der {name_2} entstand: Sie wurde seitdem geändert oder ersetzt. Trimap und Durchläufe sind, wie sie gespeichert wurden.</translation>
    </message>
    <message>
        <source>Saving {name}: {share}</source>
        <translation>{name} wird gespeichert: {share}</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>Looking for recent files</source>
        <translation>Die zuletzt geöffneten Dateien werden gesucht</translation>
    </message>
    <message>
        <source>Looking for work that was not saved</source>
        <translation>Nicht gespeicherte Arbeit wird gesucht</translation>
    </message>
    <message>
        <source>Making room for retouch</source>
        <translation>Für die Retusche wird Platz gemacht</translation>
    </message>
    <message>
        <source>{name} has {len} steps; there is no step {index}.</source>
        <translation>{name} hat {len} Schritte; einen Schritt {index} gibt es nicht.</translation>
    </message>
    <message>
        <source>Step {index} of {name} has no matte called “{kind}”.</source>
        <translation>Schritt {index} von {name} hat keine Matte namens „{kind}“.</translation>
    </message>
    <message>
        <source>Loading the model “{model}”</source>
        <translation>Das Modell „{model}“ wird geladen</translation>
    </message>
    <message>
        <source>Loading the trimap {name}</source>
        <translation>Die Trimap {name} wird geladen</translation>
    </message>
    <message>
        <source>Saving the trimap {name}</source>
        <translation>Die Trimap {name} wird gespeichert</translation>
    </message>
    <message>
        <source>Finding the models</source>
        <translation>Die Modelle werden gesucht</translation>
    </message>
    <message>
        <source>Forgetting a model</source>
        <translation>Ein Modell wird vergessen</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>Der Durchlauf</translation>
    </message>
    <message>
        <source>Adding {name} to the training set</source>
        <translation>{name} kommt in den Trainingssatz</translation>
    </message>
    <message>
        <source>Making a trimap from the strokes</source>
        <translation>Aus den Strichen entsteht eine Trimap</translation>
    </message>
    <message>
        <source>Making a trimap from the box</source>
        <translation>Aus dem Rahmen entsteht eine Trimap</translation>
    </message>
    <message>
        <source>Changing the unknown band</source>
        <translation>Das unbekannte Band wird geändert</translation>
    </message>
    <message>
        <source>Making the trimap</source>
        <translation>Die Trimap wird erstellt</translation>
    </message>
    <message>
        <source>Reading the mask {name}</source>
        <translation>Die Maske {name} wird gelesen</translation>
    </message>
    <message>
        <source>Finding the edge</source>
        <translation>Der Rand wird gesucht</translation>
    </message>
    <message>
        <source>Opening the background {name}</source>
        <translation>Der Hintergrund {name} wird geöffnet</translation>
    </message>
    <message>
        <source>The live preview</source>
        <translation>Die Live-Vorschau</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>The font Inter, which comes with the program, was not loaded: install dmat again.</source>
        <translation>Die Schrift Inter, die dem Programm beiliegt, wurde nicht geladen: Installieren Sie dmat noch einmal.</translation>
    </message>
</context>
<context>
    <name>file_filters</name>
    <message>
        <source>Pictures and projects</source>
        <translation>Bilder und Projekte</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
</context>
<context>
    <name>letters</name>
    <message>
        <source>F</source>
        <translation>V</translation>
    </message>
    <message>
        <source>B</source>
        <translation>H</translation>
    </message>
    <message>
        <source>U</source>
        <translation>U</translation>
    </message>
    <message>
        <source>O</source>
        <translation>D</translation>
    </message>
    <message>
        <source>T</source>
        <translation>T</translation>
    </message>
    <message>
        <source>R</source>
        <translation>W</translation>
    </message>
</context>
<context>
    <name>shapes</name>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>{tool} {what}</source>
        <translation>{tool}: {what}</translation>
    </message>
</context>
<context>
    <name>tools</name>
    <message>
        <source>Paint {what}</source>
        <translation>{what} malen</translation>
    </message>
</context>
</TS>
