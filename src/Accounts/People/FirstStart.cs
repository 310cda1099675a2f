namespace Accounts.People;

/// <summary>What is chosen at the first start.</summary>
/// <param name="Language">The language of the data: « fr » or « en ».</param>
/// <param name="Identifier">The identifier of the first administrator.</param>
/// <param name="Name">The name of the first administrator.</param>
/// <param name="WantsDemo">Whether fictional data are installed.</param>
public sealed record FirstStart(string Language, string Identifier, string Name, bool WantsDemo)
{
    /// <summary>What signs a first start that somebody made in the browser.</summary>
    public const string InBrowser = "premier-demarrage";

    /// <summary>What signs a first start that the settings made.</summary>
    public const string Unattended = "systeme";

    internal const string Seal = "premier-demarrage";

    internal const string LanguageSetting = "langue-des-donnees";

    internal const string DemoSetting = "demonstration";
}
