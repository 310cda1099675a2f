namespace HasToolkit.Conventions.Tests;

/// <summary>The two assertions of this project: something was looked at, and nothing in it is at fault.</summary>
internal static class Examined
{
    /// <summary>Fails when there was nothing to look at, or when there are offenders; the message lists them all.</summary>
    /// <param name="examined">What was looked at; a rule that looks at nothing proves nothing.</param>
    /// <param name="offenders">What breaks the rule.</param>
    /// <param name="rule">The rule and what to do instead.</param>
    public static void NoneOffends<T>(IReadOnlyCollection<T> examined, IEnumerable<string> offenders, string rule)
    {
        Assert.True(examined.Count > 0, $"Nothing was examined for this rule, so it proves nothing: {rule}");
        var found = offenders.ToList();
        Assert.True(found.Count == 0, $"{rule}\n{string.Join('\n', found.Select(offender => $"  - {offender}"))}");
    }
}
