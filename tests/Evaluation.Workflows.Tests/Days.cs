using System.Globalization;

namespace Evaluation.Workflows.Tests;

internal static class Days
{
    /// <summary>« 2026-05-01 » as a day.</summary>
    public static DateOnly Of(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
