namespace HasToolkit.Web.Evaluation;

/// <summary>Refuses a form whose date cannot be read, before anything is done with it: it is never taken for today.</summary>
internal static class FormDays
{
    private static readonly string[] Names = ["le", "date"];

    /// <summary>The filter of every form.</summary>
    public static async ValueTask<object?> Require(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var form = await http.Request.ReadFormAsync();
        var wrong = Names.FirstOrDefault(name => form.Text(name).Length > 0 && form.Day(name) is null);
        if (wrong is null)
            return await next(context);

        var parts = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var echo = http.RequestServices.GetRequiredService<FormEcho>();
        echo.Refuse(
            NameOf(parts), $"« {form.Text(wrong)} » n’est pas une date. Écrivez-la AAAA-MM-JJ, par exemple 2026-11-26.", form, wrong);
        return parts switch
        {
            ["dossiers", "nouveau"] => DossierPosts.Again<NewDossier>(StatusCodes.Status422UnprocessableEntity),
            ["dossiers", var id, "apports", ..] => DossierPosts.PageAgain(id, "apports"),
            ["dossiers", var id, ..] => DossierPosts.PageAgain(id, "synthese"),
            ["seances", "calendrier"] => DossierPosts.Again<CalendarPage>(StatusCodes.Status422UnprocessableEntity),
            ["seances", var id, ..] => DossierPosts.Again<SessionPage>(
                StatusCodes.Status422UnprocessableEntity, (nameof(SessionPage.Id), id)),
            _ => DossierPosts.Again<SessionsPage>(StatusCodes.Status422UnprocessableEntity),
        };
    }

    // The name that the page gives to the form of an address.
    private static string NameOf(string[] parts) => parts switch
    {
        ["seances"] => "seance",
        ["seances", "calendrier"] => "calendrier",
        ["seances", _, var act] => $"{act}---",
        ["dossiers", "nouveau"] => "nouveau",
        ["dossiers", _, "apports", var act] => act,
        _ => string.Join('-', parts.Skip(2)),
    };
}
