using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LitReview.Citations.Importing;

/// <summary>Reads CSL-JSON, as Zotero, Mendeley and citation processors write it.</summary>
/// <remarks>Source: CSL-JSON schema 1.0.2.</remarks>
internal static class CslJsonReader
{
    public const string Name = "CSL-JSON";

    private const int MostCharacters = 64 << 20;

    private static readonly JsonDocumentOptions Options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static IEnumerable<Citation> Read(TextReader text, ImportNotes notes)
    {
        using var document = Parse(text, notes.FileName);
        var items = document.RootElement switch
        {
            { ValueKind: JsonValueKind.Array } list => list,
            { ValueKind: JsonValueKind.Object } root when root.TryGetProperty("items", out var list)
                && list.ValueKind == JsonValueKind.Array => list,
            var other => other,
        };
        var ordinal = 0;
        foreach (var item in items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : Enumerable.Repeat(items, 1))
        {
            ordinal++;
            if (item.ValueKind != JsonValueKind.Object)
            {
                notes.Lost(ordinal, $"Élément {ordinal} : attendu un objet JSON, trouvé « {item.ValueKind} ».",
                    item.GetRawText());
                continue;
            }

            var draft = ToDraft(item, notes, ordinal);
            if (draft.IsEmpty)
                notes.Kept(ordinal, "Référence vide : ni titre, ni auteur, ni identifiant.", item.GetRawText());
            notes.Seen(draft.Provider);
            yield return draft.Build(new SourceRecord(notes.FileName, Name, draft.Provider, ordinal, ordinal,
                item.GetRawText()));
        }
    }

    private static JsonDocument Parse(TextReader text, string fileName)
    {
        try
        {
            return JsonDocument.Parse(Whole(text, fileName), Options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"« {fileName} » n’est pas un JSON lisible (ligne {e.LineNumber + 1}) : {e.Message} Refaites l’export en CSL-JSON.", e);
        }
    }

    // JSON is held in memory as a whole, and a second time as a tree.
    private static string Whole(TextReader text, string fileName)
    {
        var (whole, buffer) = (new StringBuilder(), new char[1 << 15]);
        for (int count; (count = text.Read(buffer, 0, buffer.Length)) > 0;)
        {
            whole.Append(buffer, 0, count);
            if (whole.Length > MostCharacters)
            {
                throw new InvalidDataException(
                    $"« {fileName} » dépasse {MostCharacters >> 20} millions de caractères, ce qu’un fichier JSON peut avoir ici. "
                    + "Coupez-le, ou exportez en RIS, qui n’a pas cette limite.");
            }
        }

        return whole.ToString();
    }

    private static CitationDraft ToDraft(JsonElement item, ImportNotes notes, int ordinal)
    {
        var draft = new CitationDraft(notes, ordinal) { Kind = KindText.Of(Text("type")) };
        draft.AddTitle(Text("title"));
        draft.OriginalTitle = Text("original-title");
        foreach (var author in People("author"))
            draft.AddAuthor(author);
        foreach (var editor in People("editor"))
            draft.AddEditor(editor);
        Dated(draft, item);
        draft.Journal = Text("container-title");
        draft.JournalAbbreviation = Text("container-title-short") is { Length: > 0 } named ? named
            : Text("journalAbbreviation");
        draft.Volume = Text("volume");
        draft.Issue = Text("issue") is { Length: > 0 } issue ? issue : Text("number");
        draft.Pages = FieldText.Pages(Text("page"), null);
        draft.AddAbstract(Text("abstract"));
        draft.AddKeywords(Text("keyword"), Text("keyword").Contains(';', StringComparison.Ordinal) ? ';' : ',');
        draft.SetDoi(Text("DOI"));
        draft.SetPubMedId(Text("PMID"));
        draft.SetPmcId(Text("PMCID"));
        draft.AddSerial(Text("ISSN").Replace(',', ';'));
        draft.AddSerial(Text("ISBN").Replace(' ', ';'));
        draft.AddUrl(Text("URL"));
        draft.SetLanguage(Text("language"));
        draft.Publisher = Text("publisher");
        draft.Place = Text("publisher-place");
        if (Text("genre") is { Length: > 0 } genre)
            draft.AddPublicationType(genre);
        ZoteroRdfReader.Extra(draft, Text("note"));
        draft.Provider = ProviderNames.Known(Text("source"));
        if (item.TryGetProperty("custom", out var custom) && custom.ValueKind == JsonValueKind.Object
            && custom.TryGetProperty("hastoolkit", out var carried) && carried.ValueKind == JsonValueKind.Object)
        {
            draft.Carried = CarriedFields.Write(JsonNode.Parse(carried.GetRawText())!.AsObject());
        }

        return draft;

        string Text(string name) => item.TryGetProperty(name, out var value) ? Plain(value) : "";

        IEnumerable<CitationAuthor> People(string name) =>
            item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(Person).OfType<CitationAuthor>().ToList()
                : [];
    }

    private static string Plain(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return string.Join("; ", value.EnumerateArray().Select(Plain).Where(text => text.Length > 0));
        return value.ValueKind == JsonValueKind.Number ? value.GetRawText()
            : value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    private static CitationAuthor? Person(JsonElement person)
    {
        if (person.ValueKind != JsonValueKind.Object)
            return null;
        if (Of("literal") is { Length: > 0 } literal)
            return new CitationAuthor(literal, "", IsGroup: true);
        var family = Of("family");
        foreach (var particle in (ReadOnlySpan<string>)["non-dropping-particle", "dropping-particle"])
        {
            if (Of(particle) is { Length: > 0 } before)
                family = $"{before} {family}";
        }

        var given = Of("given");
        if (Of("suffix") is { Length: > 0 } suffix)
            given = $"{given} {suffix}".Trim();
        return family.Length > 0 ? new CitationAuthor(family, given) : given.Length > 0 ? new CitationAuthor(given, "")
            : null;

        string Of(string name) => person.TryGetProperty(name, out var value) ? FieldText.OneLine(Plain(value)) : "";
    }

    private static void Dated(CitationDraft draft, JsonElement item)
    {
        if (!item.TryGetProperty("issued", out var issued))
            return;
        if (issued.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            draft.SetYear(Plain(issued));
            return;
        }

        if (issued.ValueKind != JsonValueKind.Object)
            return;
        if (issued.TryGetProperty("date-parts", out var parts) && parts.ValueKind == JsonValueKind.Array
            && parts.GetArrayLength() > 0
            && parts[0].ValueKind == JsonValueKind.Array)
        {
            var numbers = parts[0].EnumerateArray().Select(Plain)
                .Select(part => int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                    ? number : 0)
                .Where(number => number > 0).ToList();
            if (numbers.Count == 0)
                return;
            draft.Year = numbers[0];
            if (numbers.Count > 1)
            {
                draft.Date = string.Join('-',
                    numbers.Select((number, i) =>
                    number.ToString(i == 0 ? "0000" : "00", CultureInfo.InvariantCulture)));
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["literal", "raw"])
        {
            if (draft.Year is null && issued.TryGetProperty(name, out var text))
                draft.SetYear(Plain(text));
        }
    }
}
