using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Accounts.Persistence;

namespace HasToolkit.Web.Hosting;

/// <summary>
/// Reads the settings of the product, and refuses at the start what would otherwise fail later or be passed over: a name that is not
/// known, a value of another kind, a number out of its bounds.
/// </summary>
internal static class SettingsReader
{
    public const string Section = "Has";

    // Where the pages are served, and under which names: settings of the server itself.
    private static readonly string[] OfTheServer = ["Urls", "AllowedHosts"];

    private static readonly string[] Secrets = ["Has:FirstRun:PasswordHash", "Has:OpenId:ClientSecret", "Has:Assistance:ApiKey"];

    /// <summary>A setting, what it is worth, and where that comes from.</summary>
    /// <param name="Name">Its whole name, as « Has:OpenId:Authority ».</param>
    /// <param name="Value">The value in words; secrets are masked.</param>
    /// <param name="From">Where it comes from, in French.</param>
    internal sealed record Told(string Name, string Value, string From);

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">One is not understood; the message names it, what is expected and what was found, in French.</exception>
    public static HasOptions Read(IConfiguration configuration)
    {
        var leaves = Leaves(typeof(HasOptions), Section).ToList();
        foreach (var (key, value) in configuration.GetSection(Section).AsEnumerable().Where(pair => pair.Value is not null))
        {
            var leaf = leaves.Find(known => key.Equals(known.Name, StringComparison.OrdinalIgnoreCase)
                || (known.Property.PropertyType.IsArray && key.StartsWith(known.Name + ":", StringComparison.OrdinalIgnoreCase)));
            if (leaf.Property is null)
                throw new InvalidDataException($"Réglage {key} : ce nom n’est pas connu. {Near(key, leaves)}");
            Check(leaf.Name, leaf.Property, value!);
        }

        var options = configuration.GetSection(Section).Get<HasOptions>() ?? new HasOptions();
        options.Connection = FromFile($"{Section}:{nameof(HasOptions.ConnectionFile)}", options.ConnectionFile) ?? options.Connection;
        options.Assistance.ApiKey = FromFile("Has:Assistance:ApiKeyFile", options.Assistance.ApiKeyFile) ?? options.Assistance.ApiKey;
        return options;
    }

    /// <summary>Every setting with its value and its origin, in the order in which <see cref="HasOptions"/> names them.</summary>
    public static IEnumerable<Told> Tell(IConfigurationRoot configuration) =>
    [
        .. OfTheServer.Select(name => new Told(name, configuration[name] ?? "—", OriginOf(name, configuration))),
        .. Leaves(typeof(HasOptions), Section).Select(leaf => new Told(leaf.Name, Shown(leaf.Name, ValueOf(leaf, configuration)), OriginOf(leaf.Name, configuration))),
    ];

    private static IEnumerable<(string Name, PropertyInfo Property)> Leaves(Type type, string prefix) =>
        type.GetProperties().SelectMany(property => property.PropertyType.Namespace == type.Namespace
            ? Leaves(property.PropertyType, $"{prefix}:{property.Name}")
            : [($"{prefix}:{property.Name}", property)]);

    private static void Check(string name, PropertyInfo property, string value)
    {
        var expected = property.PropertyType == typeof(bool) && !bool.TryParse(value, out _) ? "« true » ou « false »"
            : property.GetCustomAttribute<RangeAttribute>() is { } range
                && !(int.TryParse(value, out var number) && number >= (int)range.Minimum && number <= (int)range.Maximum)
                ? $"un nombre de {range.Minimum} à {range.Maximum}"
                : null;
        if (expected is not null)
            throw new InvalidDataException($"Réglage {name} : {expected} est attendu, « {value} » est donné. Corrigez-le.");
    }

    /// <summary>The secret that the first line of a file is; null when no file is named.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read, or its first line is empty; the message is French.</exception>
    public static string? FromFile(string name, string? file)
    {
        if (file is not { Length: > 0 })
            return null;
        try
        {
            return File.ReadLines(file).FirstOrDefault() is { Length: > 0 } line
                ? line.Trim()
                : throw new InvalidDataException($"Réglage {name} : la première ligne de « {file} » est vide. Écrivez-y le secret.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"Réglage {name} : « {file} » ne se lit pas ({e.Message}) Donnez le chemin d’un fichier que HasToolkit peut lire.", e);
        }
    }

    private static string Near(string key, List<(string Name, PropertyInfo Property)> leaves)
    {
        var parent = key[..key.LastIndexOf(':')];
        var near = leaves.Where(leaf => leaf.Name[..leaf.Name.LastIndexOf(':')].Equals(parent, StringComparison.OrdinalIgnoreCase))
            .Select(leaf => leaf.Name[(parent.Length + 1)..]).Order(StringComparer.Ordinal).ToList();
        return near.Count == 0 ? "Retirez-le." : $"Ceux de « {parent} » sont {string.Join(", ", near)}.";
    }

    private static string? ValueOf((string Name, PropertyInfo Property) leaf, IConfiguration configuration)
    {
        if (leaf.Property.PropertyType.IsArray)
            return string.Join(", ", configuration.GetSection(leaf.Name).GetChildren().Select(child => child.Value));
        if (configuration[leaf.Name] is { } given)
            return given;
        var holder = leaf.Name.Split(':')[1..^1].Aggregate(
            (object)new HasOptions(), (held, name) => held.GetType().GetProperty(name)!.GetValue(held)!);
        return leaf.Property.GetValue(holder)?.ToString();
    }

    private static string Shown(string name, string? value) => value switch
    {
        null or "" => "—",
        _ when Secrets.Contains(name, StringComparer.OrdinalIgnoreCase) => "***",
        _ when name == $"{Section}:{nameof(HasOptions.Connection)}" => DatabaseLink.Masked(value),
        "True" or "true" => "oui",
        "False" or "false" => "non",
        _ => value,
    };

    private static string OriginOf(string name, IConfigurationRoot configuration) => configuration.Providers
        .LastOrDefault(provider => provider.TryGet(name, out _) || provider.TryGet(name + ":0", out _)) switch
    {
        null => "par défaut",
        Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider file => file.Source.Path ?? "fichier",
        Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => "environnement",
        Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider => "ligne de commande",
        var other => other.ToString() ?? "",
    };
}
