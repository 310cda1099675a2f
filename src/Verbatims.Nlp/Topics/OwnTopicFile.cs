using System.Text.Encodings.Web;
using System.Text.Json;
using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Topics;

/// <summary>
/// The topics that a hospital adds, as a file of the same form as a grid: it is read here, and by whatever takes a grid, so that a topic
/// that was tried as a search can later be judged with the others.
/// </summary>
public static class OwnTopicFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes topics: nom, version, categories (code, libelle, theme, definition, mots).</summary>
    /// <param name="topics">The topics, in the order in which they are written.</param>
    public static string Write(IReadOnlyList<OwnTopic> topics) => JsonSerializer.Serialize(
        new
        {
            nom = "Thèmes de l’établissement",
            version = "1",
            categories = topics.Select(topic => new
            {
                code = topic.Code,
                libelle = topic.Label,
                theme = "Vos thèmes",
                // A grid wants one.
                definition = topic.Definition.Length == 0 ? topic.Label : topic.Definition,
                mots = topic.Words,
            }),
        },
        Options) + "\n";

    /// <summary>Reads topics.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="origin">What to call it in a message.</param>
    /// <exception cref="InvalidDataException">It has not that form, or a topic cannot be kept; the French message says why.</exception>
    public static IReadOnlyList<OwnTopic> Read(string json, string origin)
    {
        var topics = TopicGrid.Read(json, origin).Topics
            .Select(topic => new OwnTopic(topic.Code, topic.Label, topic.Definition, topic.Words)).ToList();
        foreach (var topic in topics)
            topic.Check();
        return topics;
    }
}
