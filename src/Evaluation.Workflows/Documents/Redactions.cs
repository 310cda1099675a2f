using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Documents;

/// <summary>A passage that a published document does not show: where it stood and why, without its words.</summary>
/// <param name="Number">1 for the first of the document.</param>
/// <param name="Place">The heading or row under which it stood.</param>
/// <param name="Start">The position of its first character in its paragraph, from 1.</param>
/// <param name="Length">How many characters it had.</param>
/// <param name="Reason">Why it is not shown.</param>
public sealed record HiddenPassage(int Number, string Place, int Start, int Length, RedactionReason Reason);

/// <summary>What of a document is not published.</summary>
public static class Redactions
{
    /// <summary>What stands in the place of a passage.</summary>
    public const string Mark = "[occulté]";

    /// <summary>A reason in French.</summary>
    public static string TitleOf(RedactionReason reason) => reason switch
    {
        RedactionReason.BusinessSecrecy => "secret des affaires",
        RedactionReason.Privacy => "vie privée",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
    };

    /// <summary>The reason of a French key, « secret-des-affaires » or « vie-privee »; null for any other.</summary>
    public static RedactionReason? Find(string key) => key switch
    {
        "secret-des-affaires" => RedactionReason.BusinessSecrecy,
        "vie-privee" => RedactionReason.Privacy,
        _ => null,
    };

    /// <summary>Where a passage stands in a text: case does not count, and one space is as good as another.</summary>
    internal static IReadOnlyList<(int Start, int Length)> Places(string text, string passage)
    {
        var words = passage.Split([' ', '\u00a0', '\u202f', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape);
        return
        [
            .. Regex.Matches(text, string.Join(@"[ \u00a0\u202f\t]+", words), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
                .Select(match => (match.Index, match.Length)),
        ];
    }

    /// <summary>The document without the passages, wherever they stand, and without the marks of internal events.</summary>
    internal static (WrittenDocument Document, IReadOnlyList<HiddenPassage> Hidden) Apply(
        WrittenDocument document, IReadOnlyList<Redaction> redactions)
    {
        var hidden = new List<HiddenPassage>();
        var place = "En-tête";
        var title = Text(document.Title);
        var subtitle = document.Subtitle is null ? null : Text(document.Subtitle);
        var blocks = new List<Block>();
        foreach (var block in document.Blocks)
        {
            if (block is HeadingBlock heading)
                place = Text(heading.Text);
            blocks.Add(block switch
            {
                HeadingBlock one => one with { Text = place },
                TextBlock text => text with { Phrases = [.. text.Phrases.SelectMany(Cut)] },
                TableBlock table => table with
                {
                    Caption = Text(table.Caption),
                    Rows = [.. table.Rows.Select(row => (IReadOnlyList<Phrase>)[.. row.Select(cell => Public(cell) with { Text = Text(cell.Text) })])],
                },
                _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
            });
        }

        return (document with { Title = title, Subtitle = subtitle, Blocks = blocks }, hidden);

        string Text(string text) => string.Concat(Pieces(text).Select(piece => piece.Text));
        IEnumerable<Phrase> Cut(Phrase phrase)
        {
            var pieces = Pieces(phrase.Text).ToList();
            return pieces.Select((piece, index) => piece with
            {
                IsMissing = phrase.IsMissing && !piece.IsHidden,
                Source = index == pieces.Count - 1 ? Public(phrase).Source : null,
            });
        }

        IEnumerable<Phrase> Pieces(string text)
        {
            var at = 0;
            foreach (var (start, length, reason) in Found(text, redactions))
            {
                hidden.Add(new HiddenPassage(hidden.Count + 1, place, start + 1, length, reason));
                if (start > at)
                    yield return new Phrase(text[at..start]);
                yield return new Phrase(Mark, IsHidden: true);
                at = start + length;
            }

            if (at < text.Length || at == 0)
                yield return new Phrase(text[at..]);
        }
    }

    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    public static string Sha256(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));

    /// <summary>SHA-256 of a text in UTF-8, in lower-case hexadecimal.</summary>
    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));

    private static Phrase Public(Phrase phrase) =>
        phrase.Source?.StartsWith("Événement", StringComparison.Ordinal) == true ? phrase with { Source = null } : phrase;

    // Passages that overlap leave one mark.
    private static List<(int Start, int Length, RedactionReason Reason)> Found(string text, IReadOnlyList<Redaction> redactions)
    {
        var found = new List<(int Start, int Length, RedactionReason Reason)>();
        foreach (var (start, length, reason) in redactions
            .SelectMany(redaction => Places(text, redaction.Passage).Select(at => (at.Start, at.Length, redaction.Reason)))
            .OrderBy(at => at.Start).ThenByDescending(at => at.Length))
        {
            if (found.Count > 0 && start < found[^1].Start + found[^1].Length)
                found[^1] = found[^1] with { Length = Math.Max(found[^1].Length, start + length - found[^1].Start) };
            else
                found.Add((start, length, reason));
        }

        return found;
    }
}
