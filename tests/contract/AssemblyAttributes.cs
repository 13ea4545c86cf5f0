[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Hub.Contract.Tests.Stage.PostgresFixture))]
