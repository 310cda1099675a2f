using HasToolkit.Web.Hosting;

namespace HasToolkit.Web.Verbatims;

/// <summary>Registers what the pages of comments need.</summary>
internal static class CommentSetup
{
    /// <summary>Opens the batches, and starts the worker that reads and analyses them in the background.</summary>
    public static async Task AddCommentsAsync(this IServiceCollection services, HasOptions options, TimeProvider clock)
    {
#pragma warning disable CA2000 // Disposed by the container, which owns it from here on.
        var host = await CommentHost.OpenAsync(options, clock);
#pragma warning restore CA2000
        services.AddSingleton(_ => host);
        services.AddSingleton(host.Services);
        services.AddSingleton(new HandInShelf(Path.Combine(options.DataFolder, "depots-commentaires"), clock));
        services.AddSingleton(options);
        services.AddScoped<BatchAccess>();
        services.AddSingleton<CommentWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<CommentWorker>());
        services.AddHostedService<ForgottenFiles>();
    }
}
