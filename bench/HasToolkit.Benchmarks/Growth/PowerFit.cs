namespace HasToolkit.Benchmarks.Growth;

/// <summary>How a cost grows: cost ~ n^b.</summary>
internal static class PowerFit
{
    /// <summary>The exponent b.</summary>
    /// <param name="points">Sizes with their costs, all above 0; at least two sizes.</param>
    /// <remarks>The slope of the line of least squares through log(size), log(cost).</remarks>
    public static double Exponent(IEnumerable<(double Size, double Cost)> points)
    {
        var logs = points.Select(point => (X: Math.Log(point.Size), Y: Math.Log(point.Cost))).ToList();
        var (x, y) = (logs.Average(point => point.X), logs.Average(point => point.Y));
        return logs.Sum(point => (point.X - x) * (point.Y - y)) / logs.Sum(point => (point.X - x) * (point.X - x));
    }
}
