using Evaluation.Workflows;
using LitReview;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Verbatims.Nlp;

namespace HasToolkit.Web.Hosting;

/// <summary>
/// Tells spans, measures and logs to a collector when a setting names one; nothing leaves otherwise. Addresses are told as routes,
/// without what a person typed, and neither requests nor database commands are logged.
/// </summary>
internal static class TelemetrySetup
{
    // What tells the address, and the words searched, of every request: never above warnings, whatever the settings say.
    private static readonly string[] TellAddresses =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.StaticFiles", "Microsoft.AspNetCore.Routing"];

    public static void AddTelemetry(this WebApplicationBuilder builder, HasOptions options)
    {
        foreach (var category in TellAddresses)
            builder.Logging.AddFilter(category, LogLevel.Warning);
        if (options.Telemetry.JsonLogs)
            builder.Logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
        if (options.Telemetry.Endpoint is not { Length: > 0 } address)
            return;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidDataException(
                $"Réglage Has:Telemetry:Endpoint : une adresse http ou https est attendue, par exemple http://localhost:4318 ; « {address} » "
                + "est donné. Corrigez-le, ou videz-le pour ne rien envoyer.");
        }

        var resource = ResourceBuilder.CreateEmpty().AddService("hastoolkit-web", serviceVersion: typeof(WebApp).Assembly.GetName().Version?.ToString());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(resource);
            logs.IncludeScopes = false;
            logs.AddOtlpExporter(exporter => To(exporter, endpoint, "v1/logs"));
        });
        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.SetResourceBuilder(resource)
                .AddSource(EvaluationTelemetry.Name, VerbatimTelemetry.Name, LitReviewTelemetry.Name)
                .AddAspNetCoreInstrumentation(web =>
                {
                    web.RecordException = false;
                    web.EnrichWithHttpResponse = (span, answer) => KeepRoute(span, answer.HttpContext);
                })
                .AddOtlpExporter(exporter => To(exporter, endpoint, "v1/traces")))
            .WithMetrics(measures => measures.SetResourceBuilder(resource)
                .AddMeter(EvaluationTelemetry.Name, VerbatimTelemetry.Name, LitReviewTelemetry.Name, SecurityLog.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime")
                .AddOtlpExporter(exporter => To(exporter, endpoint, "v1/metrics")));
    }

    private static void To(OtlpExporterOptions exporter, Uri endpoint, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }

    // An address holds references and the words of a search; the route holds neither.
    private static void KeepRoute(System.Diagnostics.Activity span, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        foreach (var tag in (string[])["url.query", "url.full", "user_agent.original", "client.address", "network.peer.address"])
            span.SetTag(tag, null);
        span.SetTag("url.path", route);
    }
}
