using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Comparison;

/// <summary>Some words of a line, and whether the other version has them.</summary>
public sealed record ComparedWords(string Text, bool IsChanged);

/// <summary>A paragraph of one version beside the same paragraph of another.</summary>
/// <param name="Before">The words of the earlier version; null when the paragraph is new.</param>
/// <param name="After">The words of the later version; null when the paragraph is gone.</param>
/// <param name="IsChanged">Whether they differ.</param>
public sealed record ComparedLine(IReadOnlyList<ComparedWords>? Before, IReadOnlyList<ComparedWords>? After, bool IsChanged);

/// <summary>A section of the opinion in two versions.</summary>
public sealed record ComparedSection(OpinionSection Section, IReadOnlyList<ComparedLine> Lines)
{
    /// <summary>Whether anything differs.</summary>
    public bool IsChanged => Lines.Any(line => line.IsChanged);
}

/// <summary>Two versions of the text of an opinion, side by side.</summary>
public static class DraftComparison
{
    /// <summary>Compares section by section; a section that both versions leave empty is left out.</summary>
    /// <param name="before">The earlier version.</param>
    /// <param name="after">The later version.</param>
    /// <param name="sections">The sections, in the order of the opinion.</param>
    public static IReadOnlyList<ComparedSection> Of(
        OpinionDraft before, OpinionDraft after, IReadOnlyList<OpinionSection> sections) =>
    [
        .. from section in sections
           let texts = (Before: before.TextOf(section.Key), After: after.TextOf(section.Key))
           where texts.Before.Length + texts.After.Length > 0
           select new ComparedSection(section, Lines(texts.Before, texts.After)),
    ];

    private static List<ComparedLine> Lines(string before, string after)
    {
        var sides = SideBySideDiffBuilder.Diff(before, after, ignoreWhiteSpace: false);
        return
        [
            .. sides.OldText.Lines.Zip(sides.NewText.Lines, (left, right) => new ComparedLine(
                    Words(left), Words(right), left.Type != ChangeType.Unchanged || right.Type != ChangeType.Unchanged))
                .Where(line => line.Before is not null || line.After is not null),
        ];
    }

    private static IReadOnlyList<ComparedWords>? Words(DiffPiece line) => line.Type switch
    {
        ChangeType.Imaginary => null,
        // An empty text is one empty line to the engine: it is no line to a reader.
        _ when string.IsNullOrEmpty(line.Text) => null,
        ChangeType.Modified => Joined(line.SubPieces),
        ChangeType.Deleted or ChangeType.Inserted => [new ComparedWords(line.Text, IsChanged: true)],
        ChangeType.Unchanged => [new ComparedWords(line.Text, IsChanged: false)],
        _ => throw new InvalidOperationException($"Unknown change {line.Type}."),
    };

    private static List<ComparedWords> Joined(IEnumerable<DiffPiece> pieces)
    {
        var kept = pieces.Where(piece => !string.IsNullOrEmpty(piece.Text)).ToList();
        var words = new List<ComparedWords>();
        foreach (var (at, piece) in kept.Index())
        {
            // The space between two words that changed goes with them.
            var isChanged = piece.Type != ChangeType.Unchanged || (string.IsNullOrWhiteSpace(piece.Text) && at > 0
                && at < kept.Count - 1 && kept[at - 1].Type != ChangeType.Unchanged && kept[at + 1].Type != ChangeType.Unchanged);
            if (words.Count > 0 && words[^1].IsChanged == isChanged)
                words[^1] = words[^1] with { Text = words[^1].Text + piece.Text };
            else
                words.Add(new ComparedWords(piece.Text, isChanged));
        }

        return words;
    }
}
