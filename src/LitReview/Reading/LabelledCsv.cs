using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using LitReview.Screening;
using LitReview.Screening.Simulation;

namespace LitReview.Reading;

/// <summary>Reads labelled records from CSV files, compressed or not, whoever wrote them.</summary>
/// <remarks>
/// Columns are found by their names, in any order and case: a title, a label, and an abstract where there is one. The separator
/// is found too. Quoted fields may hold line breaks; a byte order mark is heeded; compression is seen from the content.
/// </remarks>
public static class LabelledCsv
{
    private const int LargestRecord = 16 << 20;
    private const long MostCharacters = 1L << 30;

    // The first name that a file has is taken: the final label before that of an earlier stage.
    private static readonly string[] TitleNames = ["title", "primarytitle", "articletitle", "titre", "ti", "t1"];

    private static readonly string[] AbstractNames =
        ["abstract", "abstractnote", "notesabstract", "abstracttext", "resume", "ab", "n2"];

    private static readonly string[] LabelNames =
    [
        "labelincluded", "included", "finalincluded", "finallabel", "label", "inclusion", "include", "relevant", "isrelevant",
        "relevance", "decision", "finaldecision", "labelabstractscreening", "labelabstractincluded", "abstractincluded",
    ];

    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal)
    {
        "1", "true", "yes", "y", "oui", "included", "include", "inclus", "incluse", "relevant", "retenu", "retenue",
    };

    private static readonly HashSet<string> No = new(StringComparer.Ordinal)
    {
        "0", "false", "no", "n", "non", "excluded", "exclude", "exclu", "exclue", "irrelevant", "notrelevant", "ecarte", "ecartee",
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; its name up to « .csv » names the set.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The records that have a label, with their rows, and the lines that were not read.</returns>
    /// <exception cref="InvalidDataException">There is no title or label column, no record, or the file is no CSV.</exception>
    public static (LabelledSet Set, IReadOnlyList<UnreadLine> Unread) Read(
        string path, CancellationToken cancellationToken = default)
    {
        using var file = File.OpenRead(path);
        return Read(file, NameOf(path), cancellationToken);
    }

    /// <summary>Reads a stream that can be positioned.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">What the set is called.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>As for a file.</returns>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static (LabelledSet Set, IReadOnlyList<UnreadLine> Unread) Read(
        Stream content, string name, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!IsCompressed(content))
                return ReadPlain(content, name, cancellationToken);
            using var plain = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
            return ReadPlain(plain, name, cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException(
                $"« {name} » n’est pas un fichier CSV lisible : {e.Message} Enregistrez-le de nouveau en CSV (UTF-8).", e);
        }
    }

    /// <summary>The name of the set that a file holds: its own, up to « .csv ».</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        var end = name.IndexOf(".csv", StringComparison.OrdinalIgnoreCase);
        return end > 0 ? name[..end] : Path.GetFileNameWithoutExtension(name);
    }

    private static (LabelledSet Set, IReadOnlyList<UnreadLine> Unread) ReadPlain(
        Stream plain, string name, CancellationToken cancellationToken)
    {
        var options = new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = LargestRecord };
        using var csv = CsvReader.Create(plain, options, leaveOpen: true);
        var columns = Columns.Find(csv.Headers, name);
        var (records, unread) = (new List<LabelledRecord>(), new List<UnreadLine>());
        var left = MostCharacters;
        for (var row = 0; csv.Read(); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (columns.Largest >= csv.FieldCount)
            {
                unread.Add(new UnreadLine(csv.LineNumber, $"{csv.FieldCount} champs, au moins {columns.Largest + 1} attendus."));
                continue;
            }

            var label = csv.GetString(columns.Label);
            if (LabelOf(label) is not { } isRelevant)
            {
                unread.Add(new UnreadLine(
                    csv.LineNumber, $"étiquette « {label.Trim()} » ; attendu : 1 ou 0, oui ou non, included ou excluded."));
                continue;
            }

            var text = new ScreeningRecord(
                csv.GetString(columns.Title).Trim(), columns.Abstract is { } at ? csv.GetString(at).Trim() : "");
            left -= text.Title.Length + text.Abstract.Length;
            if (left < 0)
                throw new InvalidDataException($"« {name} » dépasse {MostCharacters:N0} caractères. Coupez-le en plusieurs fichiers.");
            records.Add(new LabelledRecord(row, text, isRelevant));
        }

        return records.Count > 0
            ? (new LabelledSet(name, records), unread)
            : throw new InvalidDataException(
                $"« {name} » n’a aucune référence étiquetée. {unread.FirstOrDefault()?.Reason ?? "Le fichier n’a qu’un en-tête."}");
    }

    // The first two bytes of a gzip file; its name may say anything.
    private static bool IsCompressed(Stream content)
    {
        var start = content.Position;
        var isCompressed = content.ReadByte() == 0x1f && content.ReadByte() == 0x8b;
        content.Position = start;
        return isCompressed;
    }

    private static bool? LabelOf(string label)
    {
        var plain = Plain(label);
        if (double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number switch { 1 => true, 0 => false, _ => null };
        return Yes.Contains(plain) ? true : No.Contains(plain) ? false : null;
    }

    // Lower case, without accents, spaces or marks: « Label_Included » and « label included » are one name.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString();
    }

    private sealed record Columns(int Title, int? Abstract, int Label)
    {
        public int Largest => Math.Max(Math.Max(Title, Label), Abstract ?? 0);

        public static Columns Find(IReadOnlyList<string> headers, string file)
        {
            var names = headers.Select(Plain).ToList();
            return new Columns(
                Place(TitleNames) ?? throw Missing("de titre", "title"), Place(AbstractNames),
                Place(LabelNames) ?? OnlyOneAbout("label") ?? OnlyOneAbout("includ")
                    ?? throw Missing("d’étiquette", "label_included"));

            int? Place(string[] known) => known.Select(name => names.IndexOf(name)).Cast<int?>().FirstOrDefault(at => at >= 0);

            int? OnlyOneAbout(string word)
            {
                var about = names.Where(name => name.Contains(word, StringComparison.Ordinal)).ToList();
                return about.Count == 1 ? names.IndexOf(about[0]) : null;
            }

            InvalidDataException Missing(string what, string expected) => new(
                $"« {file} » n’a pas de colonne {what}. Colonnes trouvées : {string.Join(", ", headers.Take(20))}. "
                + $"Nommez-la « {expected} ».");
        }
    }
}
