using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;

namespace Hub.Contract.Tests;

public sealed class When_infno_comes_in_batches(PostgresFixture postgres) : DoorContract(postgres, new InfnoBatchDoor());
