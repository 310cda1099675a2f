using System.Text.Json;

namespace LitReview.Appraising;

/// <summary>A scale of evidence: its levels, the grade that each gives, and the level that a type of study lets expect.</summary>
/// <remarks>A grade is what the studies show, not how strongly something is recommended.</remarks>
/// <param name="Id">Its name in the journal.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Confidence">V: read in the text; S: in a secondary source; M: not checked.</param>
/// <param name="Levels">Its levels, strongest first.</param>
/// <param name="StudyTypes">The types of study.</param>
public sealed record EvidenceScale(
    string Id, string Name, string Source, string Confidence, IReadOnlyList<EvidenceLevel> Levels,
    IReadOnlyList<StudyType> StudyTypes)
{
    /// <summary>The scale of the HAS: levels 1 to 4, grades A to C, and the agreement of experts.</summary>
    public static EvidenceScale Has { get; } = Read("has-2013");

    /// <summary>The level of a key; null when there is none.</summary>
    public EvidenceLevel? Level(string? key) => Levels.FirstOrDefault(level => level.Key == key);

    /// <summary>The type of study of a key; null when there is none.</summary>
    public StudyType? StudyType(string? key) => StudyTypes.FirstOrDefault(type => type.Key == key);

    private static EvidenceScale Read(string id)
    {
        using var stream = typeof(EvidenceScale).Assembly.GetManifestResourceStream($"echelles/{id}.json")
            ?? throw new InvalidOperationException($"The scale {id} is missing from the assembly.");
        return JsonSerializer.Deserialize<EvidenceScale>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A level of evidence.</summary>
/// <param name="Key">« 1 » to « 4 », or « AE ».</param>
/// <param name="Grade">The grade of a recommendation that rests on it: A, B, C or AE.</param>
/// <param name="Name">« niveau 2 ».</param>
/// <param name="Meaning">What it says, in French.</param>
public sealed record EvidenceLevel(string Key, string Grade, string Name, string Meaning)
{
    /// <summary>« niveau 2, grade B », or « accord d’experts ».</summary>
    public override string ToString() => Key == Grade ? Name : $"{Name}, grade {Grade}";
}

/// <summary>A type of study.</summary>
/// <param name="Key">Its name in the journal.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Level">The level that it lets expect; null when the scale says nothing of it.</param>
/// <param name="Confidence">How sure the level is: V, S or M.</param>
public sealed record StudyType(string Key, string Name, string? Level, string Confidence);
