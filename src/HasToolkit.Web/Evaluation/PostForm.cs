using System.Globalization;
using Evaluation.Workflows.Dossiers;

namespace HasToolkit.Web.Evaluation;

/// <summary>Reads the hidden and common fields of a form.</summary>
internal static class PostForm
{
    private const string FieldPrefix = "champ-";

    public static string Text(this IFormCollection form, string name) => form[name].ToString().Trim();

    public static int? Number(this IFormCollection form, string name) =>
        int.TryParse(form.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateOnly? Day(this IFormCollection form, string name) =>
        DateOnly.TryParseExact(form.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>The command identifier, drawn when the page was made: the same form sent twice counts once.</summary>
    public static Guid Command(this IFormCollection form) =>
        Guid.TryParse(form.Text("commande"), out var command) ? command : Guid.NewGuid();

    /// <summary>The version that the writer had read.</summary>
    public static long? Version(this IFormCollection form) =>
        long.TryParse(form.Text("version"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>The fields of an outcome.</summary>
    public static Dictionary<string, string> Fields(this IFormCollection form) => form.Keys
        .Where(key => key.StartsWith(FieldPrefix, StringComparison.Ordinal))
        .ToDictionary(key => key[FieldPrefix.Length..], key => form[key].ToString());

    /// <summary>The name of the input of a field.</summary>
    public static string NameOf(string field) => FieldPrefix + field;

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Name(this IEnumerable<Person> people, PersonId id) =>
        people.FirstOrDefault(person => person.Id == id)?.Name ?? id.Value;
}
