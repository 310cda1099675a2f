using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads RIS, in the dialect of whoever wrote it.</summary>
/// <remarks>
/// A record goes from TY to ER. One without TY, without ER, or with text around it is kept and the defect is said.
/// Lines without a
/// tag continue the field above. Source: RIS format specification, Research Information Systems.
/// </remarks>
internal static partial class RisReader
{
    public const string Name = "RIS";

    public static bool IsTagLine(string line) => TagLine().IsMatch(line);

    public static IEnumerable<Citation> Read(Lines lines, ImportNotes notes)
    {
        var ordinal = 0;
        foreach (var record in Records(lines, notes))
        {
            ordinal++;
            var draft = RisFields.Read(record, notes);
            if (draft.IsEmpty)
            {
                notes.Kept(
                    record.Line, "Référence vide : ni titre, ni auteur, ni identifiant. Complétez-la dans la base d’origine.",
                    record.Raw);
            }

            notes.Seen(draft.Provider);
            yield return draft.Build(
                new SourceRecord(notes.FileName, Name, draft.Provider, ordinal, record.Line, record.Raw));
        }
    }

    private static IEnumerable<TaggedRecord> Records(Lines lines, ImportNotes notes)
    {
        TaggedRecord? open = null;
        while (lines.Next() is { } line)
        {
            var match = TagLine().Match(line.Text);
            var tag = match.Success ? match.Groups[1].Value : null;
            if (tag == "TY" && open is not null && (open.Has("TY") || open.IsTooLong))
            {
                notes.Kept(
                    open.Line, $"Pas de fin « ER » avant la référence suivante (ligne {line.Number}). La référence est gardée.", open.Raw);
                yield return open;
                open = null;
            }

            if (tag is null)
            {
                if (open is null)
                    Outside(line, notes);
                else if (!string.IsNullOrWhiteSpace(line.Text) && !open.IsTooLong)
                    open.Continue(line.Text);
                open?.Keep(line.Text);
                continue;
            }

            if (tag == "ER")
            {
                if (open is null)
                    continue;
                open.Keep(line.Text);
                if (open.IsTooLong)
                {
                    notes.Kept(open.Line, "Référence de plus de 16 millions de caractères : la suite n’a pas été lue.",
                        open.Raw);
                }

                yield return open;
                open = null;
                continue;
            }

            open ??= new TaggedRecord(line.Number);
            if (open.IsTooLong)
                continue;
            open.Keep(line.Text);
            foreach (var (name, value) in Parts(tag, match.Groups[2].Value))
                open.Begin(name, value);
        }

        if (open is not null)
        {
            notes.Kept(
                open.Line, "Pas de fin « ER » : le fichier s’arrête peut-être trop tôt. La référence est gardée ; refaites l’export.",
                open.Raw);
            yield return open;
        }
    }

    // Rayyan glues tags that it does not know to the field before: « UR  - https://…     U2  - L123 ».
    private static IEnumerable<(string Tag, string Value)> Parts(string tag, string value)
    {
        if (tag is "UR" or "DO" or "L1" or "L2" && GluedTag().IsMatch(value))
        {
            var parts = GluedTag().Split(value);
            yield return (tag, parts[0]);
            for (var i = 1; i + 1 < parts.Length; i += 2)
                yield return (parts[i], parts[i + 1]);
            yield break;
        }

        yield return (tag, value);
    }

    private static void Outside(Line line, ImportNotes notes)
    {
        if (!string.IsNullOrWhiteSpace(line.Text) && !Numbering().IsMatch(line.Text))
        {
            notes.Lost(line.Number, "Texte hors de toute référence : attendu « TY  - ». Il n’a pas été importé.",
                line.Text);
        }
    }

    [GeneratedRegex(@"^\s{0,3}([A-Z][A-Z0-9])\s{1,3}[-–](?:\s(.*)|)$", RegexOptions.Singleline)]
    private static partial Regex TagLine();

    [GeneratedRegex(@"\s{2,}([A-Z][A-Z0-9])\s{2}-\s")]
    private static partial Regex GluedTag();

    [GeneratedRegex(@"^\s*(?:\d+\s*[.)]?|<\d+>|Record #\d+ of \d+|Provider:.*|Content:.*|Database:.*)\s*$")]
    private static partial Regex Numbering();
}
