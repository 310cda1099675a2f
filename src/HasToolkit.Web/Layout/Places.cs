namespace HasToolkit.Web.Layout;

/// <summary>Addresses of pages.</summary>
internal static class Places
{
    /// <summary>The page of an address: itself, or, for the address of a form, the page that the form stands on.</summary>
    public static string PageOf(Uri address) => address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["dossiers" or "seances", var id, _, ..] => $"/{address.AbsolutePath.Split('/')[1]}/{id}",
        ["seances", "calendrier"] => "/seances/calendrier",
        ["taches", _, _] => "/taches",
        ["contributions", var id, _] => $"/contributions/{id}",
        ["expertises", var id, var question, _] => $"/expertises/{id}/{question}",
        ["revues", var id, .. var page, "faire", _] => $"/revues/{string.Join('/', [id, .. page])}",
        _ => address.PathAndQuery,
    };
}
