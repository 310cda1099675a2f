using System.Text;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Sessions;
using Evaluation.Workflows.Word;

namespace Evaluation.Workflows;

/// <summary>A file to keep or to send.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="FileName">The name to offer.</param>
/// <param name="Document">The document it shows.</param>
public sealed record DocumentFile(byte[] Content, string MediaType, string FileName, WrittenDocument Document)
{
    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public string Sha256 => Redactions.Sha256(Content);
}

/// <summary>The documents of dossiers and sessions, as Word files and as pages.</summary>
public static class DocumentFiles
{
    /// <summary>Writes a document of a dossier.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="at">The dossier.</param>
    /// <exception cref="ArgumentException">It cannot be written yet; <see cref="DocumentKind.WhyNot"/> says why.</exception>
    public static WrittenDocument Write(DocumentKind kind, DocumentCase at)
    {
        if (kind.WhyNot(at) is { } reason)
            throw new ArgumentException(reason, nameof(kind));
        return kind.Key switch
        {
            "avis" => OpinionDocument.Write(at),
            "avis-public" => OpinionDocument.WritePublic(at).Document,
            "preuve-occultation" => Proof(at),
            "synthese" => ReportDocuments.Summary(at),
            "pv" => ReportDocuments.Extract(at),
            "lettre-completude" => LetterDocuments.Complete(at),
            "lettre-pieces-manquantes" => LetterDocuments.Missing(at),
            "lettre-notification" => LetterDocuments.Notification(at),
            "lettre-convocation" => LetterDocuments.Convocation(at),
            "lettre-transmission" => LetterDocuments.Transmission(at),
            _ => throw new ArgumentException($"No document is called '{kind.Key}'.", nameof(kind)),
        };
    }

    /// <summary>Writes a document of a session: its minutes, or the convocation to it; null for any other kind.</summary>
    public static WrittenDocument? Write(DocumentKind kind, CommissionSession session, IEnumerable<Person> people) => kind.Key switch
    {
        "pv" => ReportDocuments.Minutes(session, people),
        "lettre-convocation" => LetterDocuments.Convocation(session),
        _ => null,
    };

    /// <summary>The document as a Word file.</summary>
    /// <param name="document">The document.</param>
    /// <param name="name">What the file is called, without its extension.</param>
    /// <param name="template">A Word file whose styles it takes; null for our own.</param>
    /// <exception cref="InvalidDataException">The template is no Word file.</exception>
    public static DocumentFile ToWord(WrittenDocument document, string name, byte[]? template = null) =>
        new(WordFile.Write(document, template), WordFile.MediaType, $"{name}.docx", document);

    /// <summary>The document as a page that stands alone.</summary>
    public static DocumentFile ToPage(WrittenDocument document, string name) =>
        new(Encoding.UTF8.GetBytes(HtmlPage.Write(document)), "text/html", $"{name}.html", document);

    /// <summary>The passages that the published opinion does not show.</summary>
    public static IReadOnlyList<HiddenPassage> HiddenPassages(DocumentCase at) => OpinionDocument.WritePublic(at).Hidden;

    private static WrittenDocument Proof(DocumentCase at)
    {
        var (document, hidden) = OpinionDocument.WritePublic(at);
        var whole = OpinionDocument.Write(at);
        return ReportDocuments.Proof(at, hidden, HashesOf(whole), HashesOf(document));
    }

    private static (string Word, string Page) HashesOf(WrittenDocument document) =>
        (Redactions.Sha256(WordFile.Write(document)), Redactions.Sha256(HtmlPage.Write(document)));
}
