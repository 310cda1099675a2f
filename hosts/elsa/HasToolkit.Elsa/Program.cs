using HasToolkit.Elsa;

return await ElsaHost.RunAsync(args);
