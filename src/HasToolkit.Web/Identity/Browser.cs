namespace HasToolkit.Web.Identity;

/// <summary>What a browser calls itself, in words that its holder knows: enough to tell one’s sessions apart, and no more.</summary>
internal static class Browser
{
    // The first that is found counts: most browsers also name those that they resemble.
    private static readonly (string Mark, string Name)[] Names =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>For example « Firefox sur Windows ».</summary>
    /// <param name="userAgent">The header of the request; it proves nothing.</param>
    public static string Of(string userAgent)
    {
        var (name, system) = (Find(Names, userAgent), Find(Systems, userAgent));
        return (name, system) switch
        {
            (null, null) => "Navigateur inconnu",
            (null, _) => $"Navigateur inconnu sur {system}",
            (_, null) => name,
            _ => $"{name} sur {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
