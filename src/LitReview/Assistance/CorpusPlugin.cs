using System.ComponentModel;
using LitReview.Answers;
using LitReview.Searching;
using Microsoft.SemanticKernel;

namespace LitReview.Assistance;

/// <summary>The records of a review, as a plugin: what a prompt is filled with is found here, on this machine.</summary>
internal sealed class CorpusPlugin(IRecordSearch search, AssistanceOptions options)
{
    public const string Name = "corpus";
    public const string FindName = "passages";

    /// <summary>The passages found last, with the texts of the records themselves.</summary>
    public IReadOnlyList<Passage> Found { get; private set; } = [];

    [KernelFunction(FindName)]
    [Description("Numbered passages of the records of the review that may answer a question.")]
    public string Find([Description("The question.")] string question)
    {
        Found = PassageFinder.Find(question, search);
        return Written(Found, options.Allowed);
    }

    /// <summary>Passages as a prompt shows them, without what may not leave.</summary>
    public static string Written(IEnumerable<Passage> passages, IReadOnlySet<OutgoingPart> allowed) => string.Join(
        "\n\n", passages.Select(passage => $"[{passage.Number}]\n{Shown(passage, allowed)}"));

    private static string Shown(Passage passage, IReadOnlySet<OutgoingPart> allowed)
    {
        var (title, rest) = (passage.Text[..passage.TitleLength], passage.Text[passage.TitleLength..].Trim());
        return string.Join(
            '\n',
            new[] { (OutgoingPart.Title, title), (OutgoingPart.Abstract, rest) }
                .Where(part => allowed.Contains(part.Item1) && part.Item2.Length > 0).Select(part => part.Item2));
    }
}
