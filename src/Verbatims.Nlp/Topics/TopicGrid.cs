using System.Reflection;
using System.Text.Json;

namespace Verbatims.Nlp.Topics;

/// <summary>A topic of the grid, ours or a hospital's own.</summary>
/// <param name="Code">Its short code, unique in the grid, such as HUM.</param>
/// <param name="Label">Its name, in French (« libelle »).</param>
/// <param name="Theme">The group it stands in.</param>
/// <param name="Definition">What it covers.</param>
/// <param name="Words">
/// Key words (« mots »): words or phrases; case and accents do not count, an apostrophe or a hyphen is a space; a star at the
/// end of a word stands for any ending.
/// </param>
public sealed record Topic(string Code, string Label, string Theme, string Definition, IReadOnlyList<string> Words);

/// <summary>The topics that comments are sorted into.</summary>
/// <param name="Name">Name of the grid.</param>
/// <param name="Version">Its version, written beside each result.</param>
/// <param name="Topics">The topics, in the order in which they are shown.</param>
/// <remarks>
/// Names: HAS, national analysis of e-Satis comments, 28 October 2022 (20 categories); « Droits des patients »: ERIOS, CHU de
/// Montpellier; « Appréciation générale » is ours.
/// </remarks>
public sealed record TopicGrid(string Name, string Version, IReadOnlyList<Topic> Topics)
{
    private static readonly Lazy<TopicGrid> ShippedGrid = new(ReadShipped);

    /// <summary>The grid that is shipped: 22 topics.</summary>
    public static TopicGrid Shipped => ShippedGrid.Value;

    /// <summary>Reads a grid of the same form as the shipped one: nom, version, categories (code, libelle, theme, definition, mots).</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="origin">What to call it in a message.</param>
    /// <exception cref="InvalidDataException">It has not that form; the French message says where.</exception>
    public static TopicGrid Read(string json, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var topics = root.GetProperty("categories").EnumerateArray().Select((category, i) => ReadTopic(category, i, origin)).ToList();
            if (topics.GroupBy(topic => topic.Code, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new InvalidDataException($"« {origin} » : le code {twice.Key} est donné deux fois. Chaque code doit être unique.");
            return new TopicGrid(Text(root, "nom", origin), Text(root, "version", origin), topics);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"« {origin} » n’est pas une grille de thèmes : {e.Message} Attendu : nom, version et categories, chacune avec code, "
                + "libelle, theme, definition et mots.", e);
        }
    }

    private static Topic ReadTopic(JsonElement category, int place, string origin)
    {
        var where = $"{origin}, catégorie n° {place + 1}";
        var words = category.GetProperty("mots").EnumerateArray().Select(word => word.GetString() ?? "").ToList();
        if (words.Find(word => !word.Any(c => char.IsLetterOrDigit(c) || c == '€')) is not null || words.Count == 0)
            throw new InvalidDataException($"« {where} » : il faut au moins un mot repère, et aucun vide.");
        return new Topic(
            Text(category, "code", where), Text(category, "libelle", where), Text(category, "theme", where),
            Text(category, "definition", where), words);
    }

    private static string Text(JsonElement element, string field, string origin) =>
        element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"« {origin} » : le champ « {field} » manque ou est vide.");

    private static TopicGrid ReadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("grilles/grille-fr.json")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), "grille-fr.json");
    }
}
