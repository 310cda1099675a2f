using System.ComponentModel.DataAnnotations;
using Evaluation.Workflows;

namespace HasToolkit.Web.Hosting;

/// <summary>The settings of the product, section « Has ».</summary>
internal sealed class HasOptions
{
    /// <summary>Where files, and the SQLite database, are kept; by default the user's data folder.</summary>
    public string DataFolder { get; set; } = EvaluationServices.DefaultDataFolder();

    /// <summary>A PostgreSQL connection string; null for SQLite in the data folder.</summary>
    public string? Connection { get; set; }

    /// <summary>A file whose first line is the connection string, for who keeps secrets in files; null for none.</summary>
    public string? ConnectionFile { get; set; }

    /// <summary>A folder of further procedure files; null for none.</summary>
    public string? ProcedureFolder { get; set; }

    /// <summary>A folder with another model of comments; null for the one that is shipped.</summary>
    public string? CommentModel { get; set; }

    /// <summary>A file with another grid of topics; null for the one that is shipped.</summary>
    public string? CommentGrid { get; set; }

    /// <summary>How many blocks of comments this machine analyses at once, from 1 to 64.</summary>
    [Range(1, 64)]
    public int CommentWorkers { get; set; } = 1;

    /// <summary>How many calls a key of a program may make in a minute, from 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int ApiRequestsPerMinute { get; set; } = 300;

    /// <summary>Whether an empty database is filled with fictional dossiers and comments. True by default.</summary>
    public bool Demo { get; set; } = true;

    /// <summary>Where spans, measures and logs are told to; nowhere by default.</summary>
    public TelemetrySettings Telemetry { get; set; } = new();

    /// <summary>Whether a database or a collector on another machine must be reached by a checked TLS; otherwise it is only told.</summary>
    public bool RequireTls { get; set; }

    /// <summary>« choix » or « comptes »; null for « choix » with demonstration data, « comptes » without.</summary>
    public string? Access { get; set; }

    /// <summary>Whether a reverse proxy ends TLS in front of this machine and says so in its headers.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>The addresses of the proxies that are believed, besides this machine.</summary>
    public string[] KnownProxies { get; set; } = [];

    /// <summary>After how many minutes without a request a session ends, from 5 to 480.</summary>
    [Range(5, 480)]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>How many sessions an account has at once, from 1 to 100; the oldest ends when another begins.</summary>
    [Range(1, 100)]
    public int Sessions { get; set; } = 10;

    /// <summary>Whether a password alone opens nothing but the page where a key of a device is added.</summary>
    public bool RequirePasskey { get; set; }

    /// <summary>How many tries to sign in an address may make per minute, from 1 to 1 000 000.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>How many requests a session, or an address without one, may make per minute, from 1 to 1 000 000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>A first start without questions.</summary>
    public FirstRunSettings FirstRun { get; set; } = new();

    /// <summary>An issuer of identities (OpenID Connect); none by default.</summary>
    public OpenIdSettings OpenId { get; set; } = new();

    /// <summary>The language model that may help with reviews of the literature; none by default.</summary>
    public AssistanceSettings Assistance { get; set; } = new();

    /// <summary>The digest of the ledger that is written each night; none by default.</summary>
    public DigestSettings Digest { get; set; } = new();
}

/// <summary>The digest of the ledger that is written each night, section « Has:Digest ».</summary>
internal sealed class DigestSettings
{
    /// <summary>Where digests are written, best on another machine; null for none.</summary>
    public string? Folder { get; set; }

    /// <summary>The address of an authority of time stamps (RFC 3161); null for none, and then nothing leaves.</summary>
    public string? TimestampAuthority { get; set; }

    /// <summary>A file with the root certificate of that authority, to which a token must lead; null to leave that to who verifies.</summary>
    public string? TimestampRoots { get; set; }

    /// <summary>A file with the certificate that signs digests and its private key, PKCS#12 or PEM; null for no signature.</summary>
    public string? SigningCertificate { get; set; }

    /// <summary>A file whose first line is the password of that file; null for none.</summary>
    public string? SigningPasswordFile { get; set; }
}

/// <summary>What is told of the running program, section « Has:Telemetry ».</summary>
internal sealed class TelemetrySettings
{
    /// <summary>The address of a collector that speaks OTLP over HTTP; null for none, and then nothing leaves.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Whether the console gets one JSON object per line instead of text.</summary>
    public bool JsonLogs { get; set; }
}

/// <summary>Where a language model is, section « Has:Assistance ».</summary>
internal sealed class AssistanceSettings
{
    /// <summary>The address of an OpenAI-compatible service; null for none, and then nothing ever leaves.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The name of the model there.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key of the service; null when it asks for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file whose first line is the key; null for none.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>How long an answer may take, from 1 to 600 seconds.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;
}

/// <summary>The first start without questions, section « Has:FirstRun ».</summary>
internal sealed class FirstRunSettings
{
    /// <summary>The identifier of the first administrator; null to ask in the browser.</summary>
    public string? Administrator { get; set; }

    /// <summary>The name of the first administrator; the identifier when it is null.</summary>
    public string? Name { get; set; }

    /// <summary>A file whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The digest of the password, as « has compte empreinte » writes it.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The language of the data: « fr » or « en ».</summary>
    public string Language { get; set; } = "fr";
}

/// <summary>An issuer of identities, section « Has:OpenId ».</summary>
internal sealed class OpenIdSettings
{
    /// <summary>The address of the issuer; null for none.</summary>
    public string? Authority { get; set; }

    /// <summary>What this product is called there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that was given there; null for a file, or for none.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A file whose first line is the secret.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The claim that names the person at the issuer for ever.</summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>The scopes that are asked for beside « openid », apart by spaces.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>The levels of authentication that are asked for (« acr_values »), apart by spaces; the issuer must state one. Null for none.</summary>
    public string? AcrValues { get; set; }

    /// <summary>The means of authentication of which the issuer must state one (« amr »), apart by spaces; null for any.</summary>
    public string? AmrValues { get; set; }

    /// <summary>What the button is called.</summary>
    public string Label { get; set; } = "Se connecter par le fournisseur d’identité";
}
