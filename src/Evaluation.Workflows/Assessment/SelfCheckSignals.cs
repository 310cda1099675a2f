namespace Evaluation.Workflows.Assessment;

/// <summary>What the studies that a dossier declares say by themselves, by the name that a line of a grid gives.</summary>
internal static class SelfCheckSignals
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "specific-data", "transposability", "same-version", "protocol-and-report", "comparative", "sample-size", "blinding",
        "care-context",
    ];
}
