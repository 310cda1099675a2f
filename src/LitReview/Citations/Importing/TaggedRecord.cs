using System.Text;

namespace LitReview.Citations.Importing;

/// <summary>A field of a tagged record.</summary>
/// <param name="Tag">« TI », « AU »…</param>
/// <param name="Value">What follows it, its continuation lines after line breaks.</param>
internal readonly record struct TaggedField(string Tag, string Value);

/// <summary>A record of a format whose lines begin with tags.</summary>
internal sealed class TaggedRecord(int line)
{
    private const int MostCharacters = 16 << 20;

    private readonly List<(string Tag, StringBuilder Value)> _fields = [];
    private readonly StringBuilder _raw = new();

    public int Line => line;

    public string Raw => _raw.ToString().TrimEnd('\n', ' ');

    public bool IsEmpty => _fields.Count == 0;

    /// <summary>Whether it has become too long to be one record.</summary>
    public bool IsTooLong => _raw.Length > MostCharacters;

    public IEnumerable<TaggedField> Fields =>
        _fields.Select(one => new TaggedField(one.Tag, one.Value.ToString().Trim()));

    public bool Has(string tag) => _fields.Exists(field => field.Tag == tag);

    /// <summary>Whether a field of that tag holds anything.</summary>
    public bool Says(string tag) => _fields.Exists(field => field.Tag == tag && field.Value.Length > 0);

    public void Keep(string text) => _raw.Append(text).Append('\n');

    public void Begin(string tag, string value) => _fields.Add((tag, new StringBuilder(value.TrimEnd())));

    /// <summary>Continues the last field on a new line; false when there is none.</summary>
    public bool Continue(string text)
    {
        if (_fields.Count == 0)
            return false;
        var value = _fields[^1].Value;
        if (value.Length > 0)
            value.Append('\n');
        value.Append(text.Trim());
        return true;
    }
}
