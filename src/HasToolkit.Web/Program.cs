using HasToolkit.Web.Hosting;

return await WebApp.RunAsync(args);

/// <summary>The entry point, public for the tests that start the host in memory.</summary>
public partial class Program;
