namespace HasToolkit.Web.Identity;

/// <summary>By what somebody signed in, as sessions and the journal say it.</summary>
internal static class SignInMeans
{
    public const string Password = "mot de passe";
    public const string Key = "clé d’accès";
    public const string Invitation = "invitation";
    public const string FirstRun = "premier démarrage";
    public const string Issuer = "fournisseur d’identité";

    /// <summary>
    /// Whether one means is two factors: a key is something that one has, and asks for a finger, a face or a code; what an issuer asks
    /// for is its own matter, and can be demanded of it.
    /// </summary>
    public static bool IsTwoFactors(string means) => means is Key or Issuer;
}
