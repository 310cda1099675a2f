using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Assessment;

/// <summary>What a grid is filled for.</summary>
public enum GridScope
{
    /// <summary>Once for the dossier.</summary>
    Dossier,

    /// <summary>Once for each indication and its population.</summary>
    Indication,
}

/// <summary>A group of items.</summary>
public sealed record GridSection(string Id, string Title);

/// <summary>Something worth knowing beside a grid, such as the day from which a text applies.</summary>
public sealed record GridFact(string Title, string Text, LegalSource Source);

/// <summary>A line of a grid.</summary>
/// <param name="Id">Its key within the grid and its version.</param>
/// <param name="Section">The group it belongs to.</param>
/// <param name="Label">A few words.</param>
/// <param name="Text">The whole question or criterion.</param>
/// <param name="Source">Where the line comes from, and how sure we are of it.</param>
/// <param name="Why">Why it matters; null when the question says it.</param>
/// <param name="Signal">The check of a self-check that the line relies on, by name; null when only a person can tell.</param>
public sealed record GridItem(
    string Id, string Section, string Label, string Text, LegalSource Source, string? Why = null, string? Signal = null);

/// <summary>Questions or criteria as data, of which each line says where it comes from.</summary>
public sealed record AssessmentGrid
{
    /// <summary>The key, such as « grille-ia ».</summary>
    public required string Id { get; init; }

    /// <summary>The version; answers name the one that they were given to.</summary>
    public required int Version { get; init; }

    /// <summary>The full title.</summary>
    public required string Title { get; init; }

    /// <summary>The title where there is little room.</summary>
    public required string ShortTitle { get; init; }

    /// <summary>What the grid is for, and what its file holds or does not hold.</summary>
    public required string Lead { get; init; }

    /// <summary>What it is filled for.</summary>
    public required GridScope Scope { get; init; }

    /// <summary>Which products it concerns.</summary>
    public required PartRequirement AppliesTo { get; init; }

    /// <summary>The procedures it is for; empty for all of them.</summary>
    public IReadOnlyList<string> Procedures { get; init; } = [];

    /// <summary>The roles that fill it.</summary>
    public required IReadOnlyList<Role> FilledBy { get; init; }

    /// <summary>Whether its lines are questions that yes answers; else they ask for a description.</summary>
    public required bool AsksYesOrNo { get; init; }

    /// <summary>Whether an answer points to a page of the dossier.</summary>
    public required bool NeedsPage { get; init; }

    /// <summary>How many lines the official text has; null when it has no such number.</summary>
    public int? Expected { get; init; }

    /// <summary>The text it comes from.</summary>
    public required LegalSource Source { get; init; }

    /// <summary>What is worth knowing beside it.</summary>
    public IReadOnlyList<GridFact> Facts { get; init; } = [];

    /// <summary>Its groups, in order.</summary>
    public required IReadOnlyList<GridSection> Sections { get; init; }

    /// <summary>Its lines, in order.</summary>
    public required IReadOnlyList<GridItem> Items { get; init; }

    /// <summary>The hash of the file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The key with its version: « grille-ia@1 ».</summary>
    public GridRef Ref => new(Id, Version);

    /// <summary>The lines of the official text that are not there; 0 when nothing says how many there are.</summary>
    public int NotKnown => Math.Max(0, (Expected ?? 0) - Items.Count);

    /// <summary>The line of a key, or null.</summary>
    public GridItem? FindItem(string id) => Items.FirstOrDefault(item => item.Id == id);

    /// <summary>The lines of a group.</summary>
    public IEnumerable<GridItem> In(GridSection section) => Items.Where(item => item.Section == section.Id);

    /// <summary>Whether the grid concerns a product filed under a procedure.</summary>
    public bool Concerns(string procedure, bool isDigital, bool usesAi) =>
        (Procedures.Count == 0 || Procedures.Contains(procedure)) && AppliesTo switch
        {
            PartRequirement.Always => true,
            PartRequirement.WhenDigital => isDigital,
            PartRequirement.WhenAi => usesAi,
            PartRequirement.Optional or _ => throw new InvalidOperationException($"A grid does not apply to {AppliesTo}."),
        };

    /// <summary>Whether the grid concerns a dossier.</summary>
    public bool Concerns(DossierOpened opening) => Concerns(opening.Procedure, opening.IsDigital, opening.UsesAi);
}

/// <summary>A version of a grid, written « grille-ia@1 ».</summary>
public readonly record struct GridRef(string Id, int Version)
{
    /// <summary>Reads « grille-ia@1 »; null when the text has another form.</summary>
    public static GridRef? Parse(string text) =>
        text.Split('@') is [{ Length: > 0 } id, var version]
            && int.TryParse(version, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new GridRef(id, number)
            : null;

    /// <summary>The key with its version.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}@{Version}");
}
