using System.Globalization;

namespace Evaluation.Workflows.Timestamps;

/// <summary>Moments as French readers write them.</summary>
internal static class FrenchText
{
    /// <summary>« 30/11/2026 à 03:12:45 (UTC) ».</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("dd'/'MM'/'yyyy 'à' HH':'mm':'ss '(UTC)'", CultureInfo.InvariantCulture);
}
