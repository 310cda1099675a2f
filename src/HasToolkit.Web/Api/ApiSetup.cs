using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Evaluation.Workflows.Keys;
using HasToolkit.Web.Hosting;
using Microsoft.OpenApi;

namespace HasToolkit.Web.Api;

/// <summary>Puts the interface for programs into the host.</summary>
internal static class ApiSetup
{
    private const string SecurityScheme = "cle";

    /// <summary>Registers what the operations need.</summary>
    public static void AddApi(this IServiceCollection services, HasOptions options)
    {
        services.AddSingleton(_ => new ApiLimits(options.ApiRequestsPerMinute));
        services.AddSingleton<ApiOperations>();
        services.Configure<RouteHandlerOptions>(route => route.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.AddOpenApi("v1", openApi =>
        {
            openApi.ShouldInclude = operation => $"/{operation.RelativePath}".StartsWith(ApiGate.Root, StringComparison.Ordinal);
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "HasToolkit",
                    Version = "1",
                    Description = "Déposer des commentaires, importer des références, lire des dossiers et leurs événements. Les règles et les "
                        + "droits sont ceux des écrans ; chaque acte est signé par la personne de la clé. Guide : docs/guide/api.md.",
                };
                document.Servers = [];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "Une clé « has_… », que sa personne crée à la page « Mes clés ».",
                };
                document.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, document)] = [] },
                ];
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Puts the gate before the operations.</summary>
    public static void UseApi(this IApplicationBuilder app) => app.UseMiddleware<ApiGate>();

    /// <summary>Maps the operations, their description, and the forms of the page of keys.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi(ApiGate.Description);
        var api = app.MapGroup(ApiGate.Root).DisableAntiforgery().ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests);
        MeApi.Map(api);
        DossierApi.Map(api.MapGroup("/dossiers").WithTags("Dossiers").WithMetadata(new NeedsScope(KeyScope.ReadDossiers)));
        CommentApi.Map(api.MapGroup("/commentaires").WithTags("Commentaires"));
        ReviewApi.Map(api.MapGroup("/revues").WithTags("Revues"));
        app.MapKeyPosts();
    }
}
