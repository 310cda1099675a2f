using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Tells the format of a text by what stands in it.</summary>
internal static partial class FormatFinder
{
    private const string Expected = "RIS, NBIB, XML, BibTeX, CSV, XLSX, JSON…";

    public static string? OfText(string start, string head)
    {
        if (start.StartsWith('<'))
        {
            if (OvidReader.IsFirstLine(start.Split('\n', 2)[0].TrimEnd('\r')))
                return OvidReader.Name;
            if (PubMedRoot().IsMatch(head))
                return PubMedXmlReader.Name;
            if (head.Contains("<rdf:RDF", StringComparison.Ordinal))
                return ZoteroRdfReader.Name;
            if (EndNoteRoot().IsMatch(head))
                return EndNoteXmlReader.Name;
        }

        if (start.StartsWith('[') || start.StartsWith('{'))
        {
            if (JsonReference().IsMatch(head))
                return CslJsonReader.Name;
        }

        // Fields may hold anything, lines of other formats too: what stands first counts most.
        var end = start.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? start : start[..end];
        if (TableReader.IsHeader(first))
            return null;
        if (OfFirstLine(first) is { } known)
            return known;
        var (ris, types, medline, pmid, isi, enw, bib, ovid, at) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var raw in head.EnumerateLines())
        {
            if (++at > 5_000)
                break;
            var line = raw.Length > 400 ? raw[..400].ToString() : raw.ToString();
            if (RisReader.IsTagLine(line))
                ris++;
            if (RisType().IsMatch(line))
                types++;
            if (MedlineTag().IsMatch(line))
                medline++;
            if (MedlineFirst().IsMatch(line))
                pmid++;
            if (IsiReader.IsFirstLine(line))
                isi++;
            if (EnwReader.IsTagLine(line))
                enw++;
            if (BibTexReader.IsFirstLine(line))
                bib++;
            if (OvidReader.IsFirstLine(line))
                ovid++;
        }

        return types > 0 && types >= pmid ? RisReader.Name
            : pmid > 0 && medline > 2 ? MedlineReader.Name
            : isi > 0 ? IsiReader.Name
            : enw > 1 ? EnwReader.Name
            : bib > 0 ? BibTexReader.Name
            : ovid > 0 && OvidField().IsMatch(head) ? OvidReader.Name
            : medline > ris && medline > 5 ? MedlineReader.Name
            : ris > 2 ? RisReader.Name
            : null;
    }

    private static string? OfFirstLine(string line) =>
        RisType().IsMatch(line) ? RisReader.Name
        : BibTexReader.IsFirstLine(line) ? BibTexReader.Name
        : IsiReader.IsFirstLine(line) ? IsiReader.Name
        : MedlineFirst().IsMatch(line) ? MedlineReader.Name : null;

    public static void RefuseWhatIsNoText(byte[] bytes, string head, string name)
    {
        if (head.AsSpan().Trim("\uFEFF\0 \t\r\n").IsEmpty)
            throw new InvalidDataException($"« {name} » est vide. Refaites l’export de vos références.");
        if (bytes is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..])
            throw new InvalidDataException($"« {name} » est un PDF. Attendu : un export de références ({Expected}).");
        if (bytes is [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new InvalidDataException(
                $"« {name} » est un ancien fichier Office (.xls, .doc). Ouvrez-le et enregistrez-le en .xlsx ou en CSV.");
        }

        var odd = head.Take(4096).Count(c => c is '\0' or '\uFFFD'
            || (char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\f')));
        if (odd * 20 > Math.Min(4096, head.Length))
            throw Unknown(name, null);
    }

    public static InvalidDataException Unknown(string name, string? head)
    {
        var what = head is null ? "un fichier binaire"
            : HtmlRoot().IsMatch(head) ? "une page web"
            : head.TrimStart().StartsWith('<') ? "un XML d’une autre sorte"
            : head.TrimStart() is ['{' or '[', ..] ? "un JSON d’une autre sorte"
            : $"« {Start(head)} »";
        return new InvalidDataException(
            $"« {name} » n’est pas un export de références connu. Attendu : {Expected} Trouvé : {what}. "
            + "Exportez de nouveau depuis la base, par exemple en RIS.");
    }

    private static string Start(string head)
    {
        var start = FieldText.OneLine(head[..Math.Min(head.Length, 200)]);
        return start.Length > 60 ? start[..60] + "…" : start;
    }

    [GeneratedRegex(@"<Pubmed(?:Book)?Article(?:Set)?[\s>]")]
    private static partial Regex PubMedRoot();

    [GeneratedRegex(@"<records[\s>]|<record[\s>][\s\S]{0,4000}<(?:titles|ref-type|contributors)[\s>]")]
    private static partial Regex EndNoteRoot();

    [GeneratedRegex(
        @"""(?:title|DOI|author|container-title|PMID)""\s*:|^\s*\[\s*\]\s*$"
        + @"|""type""\s*:\s*""(?:article|book|chapter|paper-conference|thesis|report|webpage|document)")]
    private static partial Regex JsonReference();

    [GeneratedRegex(@"<!DOCTYPE\s+html|<html[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlRoot();

    [GeneratedRegex(@"^\s{0,3}TY\s{1,3}[-–](?:\s|$)")]
    private static partial Regex RisType();

    [GeneratedRegex(@"^[A-Z][A-Z0-9 ]{3}- ")]
    private static partial Regex MedlineTag();

    [GeneratedRegex(@"^(?:PMID\s?-|UI\s{2}- |VN\s{2}- |PMC -)")]
    private static partial Regex MedlineFirst();

    [GeneratedRegex(@"^(?:Title|Author|Authors|Source|Accession Number|Unique Identifier|Publication Type)\s*\r?$", RegexOptions.Multiline)]
    private static partial Regex OvidField();
}
